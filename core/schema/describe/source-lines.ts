import type { SourceNote } from "../comments/source-notes.ts";

/** Lines of `.proto` source while they are written; indentation is two spaces. */
export class SourceLines {
  private readonly lines: string[] = [];
  private indentation = "";

  /** Adds one line. */
  add(text: string): void {
    this.lines.push(text === "" ? "" : `${this.indentation}${text}`);
  }

  /** Adds lines that are indented among themselves. */
  addAll(texts: readonly string[]): void {
    for (const text of texts) this.add(text);
  }

  /** Adds an empty line unless there is one, or nothing at all, before. */
  blank(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== "") this.lines.push("");
  }

  /** `head {`, what `body` adds, `}`; `{}` when it adds nothing. */
  block(head: string, body: () => void): void {
    this.add(`${head} {`);
    const opened = this.lines.length;
    const outer = this.indentation;
    this.indentation = `${outer}  `;
    body();
    this.indentation = outer;
    while (this.lines.length > opened && this.lines.at(-1) === "") this.lines.pop();
    if (this.lines.length === opened) this.lines[opened - 1] = `${this.indentation}${head} {}`;
    else this.add("}");
  }

  /** The comments that stand before a declaration. */
  before(note: SourceNote | undefined): void {
    if (note === undefined) return;
    for (const comment of note.detached) {
      this.blank();
      this.comment(comment);
      this.add("");
    }
    if (note.leading !== "") this.comment(note.leading);
  }

  /** The comment that stands behind a statement: on its line if it is one line, else below it. */
  after(note: SourceNote | undefined): void {
    if (note === undefined || note.trailing === "") return;
    const texts = commentLines(note.trailing);
    const [only = ""] = texts;
    const last = this.lines.length - 1;
    if (texts.length === 1) this.lines[last] = `${this.lines[last] ?? ""}  ${only}`;
    else {
      this.addAll(texts);
      this.add("");
    }
  }

  /** The comment that stands behind the opening brace of a block; call it first in the block. */
  inside(note: SourceNote | undefined): void {
    if (note === undefined || note.trailing === "") return;
    this.comment(note.trailing);
    this.add("");
  }

  /** The text, with a newline at its end. */
  toString(): string {
    const lines = [...this.lines];
    while (lines.at(-1) === "") lines.pop();
    return `${lines.join("\n")}\n`;
  }

  private comment(text: string): void {
    this.addAll(commentLines(text));
  }
}

function commentLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > 1 && lines.at(-1)?.trim() === "") lines.pop();
  return lines.map((line) => `//${line.trimEnd()}`);
}
