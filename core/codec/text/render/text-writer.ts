/** The longest text a JavaScript engine holds is a little longer than this many characters. */
const LONGEST_TEXT = 500_000_000;
const PART_LENGTH = 65_536;

/** A place in the output to go back to. */
export interface WriterMark {
  readonly partCount: number;
  readonly part: string;
  readonly length: number;
  readonly level: number;
}

/** A text that grows line by line. */
export class TextWriter {
  private readonly indent: number;
  private readonly parts: string[] = [];
  private part = "";
  private length = 0;
  private level = 0;

  /** Takes spaces a level; with 0 everything is on one line. */
  constructor(indent: number) {
    this.indent = indent;
  }

  /** True when no more than the closing brackets should be added. */
  get isFull(): boolean {
    return this.length > LONGEST_TEXT;
  }

  /** How many characters may still be written. */
  get room(): number {
    return LONGEST_TEXT - this.length;
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
    return { partCount: this.parts.length, part: this.part, length: this.length, level: this.level };
  }

  /** Takes back everything since a mark. */
  reset(mark: WriterMark): void {
    this.parts.length = mark.partCount;
    this.part = mark.part;
    this.length = mark.length;
    this.level = mark.level;
  }

  /** The text, without a line break at its end. */
  finish(): string {
    return (this.parts.join("") + this.part).slice(0, -1);
  }

  private line(text: string): void {
    const line = this.indent === 0 ? `${text} ` : `${" ".repeat(this.level * this.indent)}${text}\n`;
    this.length += line.length;
    this.part += line;
    if (this.part.length < PART_LENGTH) return;
    this.parts.push(this.part);
    this.part = "";
  }
}
