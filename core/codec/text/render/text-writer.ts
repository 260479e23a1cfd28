/** The longest text a JavaScript engine holds is a little longer than this many characters. */
const LONGEST_TEXT = 500_000_000;
const LINES_A_PART = 1024;

/** A place in the output to go back to. */
export interface WriterMark {
  readonly partCount: number;
  readonly length: number;
  readonly level: number;
}

/** A text that grows line by line. */
export class TextWriter {
  private readonly indent: number;
  private readonly longest: number;
  private readonly parts: string[] = [];
  /** Joined every now and then: a text that only grows by `+=` keeps a node for each of its pieces. */
  private lines: string[] = [];
  private length = 0;
  private level = 0;
  private isCut = false;

  /** Takes spaces a level (with 0 everything is on one line) and the most characters to write, about. */
  constructor(indent: number, longest = LONGEST_TEXT) {
    this.indent = indent;
    this.longest = longest;
  }

  /** True when no more than the closing brackets should be added. */
  get isFull(): boolean {
    return this.isCut || this.length > this.longest;
  }

  /** How many characters may still be written. */
  get room(): number {
    return this.longest - this.length;
  }

  /** Says that a value had to be cut, for there was no more room. */
  cut(): void {
    this.isCut = true;
  }

  /** Writes `name: value`. */
  field(name: string, value: string): void {
    this.line(`${name}: ${value}`);
  }

  /** Writes `name {`. */
  open(name: string): void {
    this.line(`${name} {`);
    this.level += 1;
  }

  /** Writes `}`. */
  close(): void {
    this.level -= 1;
    this.line("}");
  }

  /** Where the output is now. */
  mark(): WriterMark {
    this.flush();
    return { partCount: this.parts.length, length: this.length, level: this.level };
  }

  /** Takes back everything since a mark. */
  reset(mark: WriterMark): void {
    this.lines = [];
    this.parts.length = mark.partCount;
    this.length = mark.length;
    this.level = mark.level;
    this.isCut = false;
  }

  /** The text, without a line break at its end. */
  finish(): string {
    this.flush();
    return this.parts.join("").slice(0, -1);
  }

  private line(text: string): void {
    const line = this.indent === 0 ? `${text} ` : `${" ".repeat(this.level * this.indent)}${text}\n`;
    this.length += line.length;
    this.lines.push(line);
    if (this.lines.length >= LINES_A_PART) this.flush();
  }

  private flush(): void {
    if (this.lines.length === 0) return;
    this.parts.push(this.lines.join(""));
    this.lines = [];
  }
}
