/** A command line as a POSIX shell splits it into words, without running anything. */
import type { Finding, Span } from "../../finding.ts";
import { readEscape } from "./ansi-escapes.ts";
import { readHereDocument } from "./here-document.ts";
import { openQuote, operatorLeft, placeInLine } from "./line-findings.ts";

/** One word with the quotes taken off; the span is in UTF-16 units of the line. */
export interface ShellWord extends Span {
  readonly text: string;
}

/** A line in words. `input` is what a here-document feeds to it. */
export interface ShellLine {
  readonly words: readonly ShellWord[];
  readonly input?: string;
  readonly findings: readonly Finding[];
}

const blank = /[ \t\r]/;
const operator = /[|&;<>()]/;
const variable = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/;

/**
 * Splits a line by the quoting rules of the POSIX shell (section 2.2 of its command language) and `$'…'`. A variable
 * `$NAME` becomes `{{NAME}}`; what would run another command ends the line with a finding.
 */
export function splitWords(text: string): ShellLine {
  return new Splitter(text).split();
}

class Splitter {
  readonly #text: string;
  readonly #words: ShellWord[] = [];
  readonly #findings: Finding[] = [];
  #input: string | undefined;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  split(): ShellLine {
    while (this.#skipBlanks()) {
      const character = this.#text.charAt(this.#position);
      if (character === "\n" || (operator.test(character) && !this.#readOperator())) break;
      if (!operator.test(character)) this.#readWord();
    }
    const input = this.#input === undefined ? {} : { input: this.#input };
    return { words: this.#words, ...input, findings: this.#findings };
  }

  /** False at the end of the text. */
  #skipBlanks(): boolean {
    while (this.#position < this.#text.length) {
      const rest = this.#text.slice(this.#position, this.#position + 3);
      const width = blank.test(rest.charAt(0)) ? 1 : (/^\\\r?\n/.exec(rest)?.[0].length ?? 0);
      // Empty lines before the first word are no end of the line.
      if (width === 0 && !(rest.startsWith("\n") && this.#words.length === 0)) break;
      this.#position += Math.max(width, 1);
    }
    if (this.#text.charAt(this.#position) === "#") {
      const end = this.#text.indexOf("\n", this.#position);
      this.#position = end < 0 ? this.#text.length : end;
    }
    return this.#position < this.#text.length;
  }

  /** True when the line goes on behind the operator. */
  #readOperator(): boolean {
    const here = readHereDocument(this.#text, this.#position);
    if (here !== undefined) {
      this.#input = here.body;
      this.#position = here.end;
      return true;
    }
    this.#findings.push(operatorLeft(this.#text, this.#position));
    return false;
  }

  #readWord(): void {
    const start = this.#position;
    let word = "";
    while (this.#position < this.#text.length) {
      const character = this.#text.charAt(this.#position);
      if (blank.test(character) || character === "\n" || operator.test(character)) break;
      word += this.#readPart(character);
    }
    this.#words.push({ text: word, start, end: this.#position });
  }

  #readPart(character: string): string {
    if (character === "'") return this.#readQuoted();
    if (character === '"') return this.#readDoubleQuoted();
    if (character === "\\") return this.#readBackslash();
    if (character !== "$" && character !== "`") {
      this.#position += 1;
      return character;
    }
    if (this.#text.startsWith("$'", this.#position)) return this.#readAnsiQuoted();
    return this.#readExpansion();
  }

  #readQuoted(): string {
    const close = this.#text.indexOf("'", this.#position + 1);
    const end = close < 0 ? this.#refuseOpen("'") : close;
    const inside = this.#text.slice(this.#position + 1, end);
    this.#position = Math.min(end + 1, this.#text.length);
    return inside;
  }

  #readDoubleQuoted(): string {
    let inside = "";
    const open = this.#position;
    this.#position += 1;
    while (this.#position < this.#text.length) {
      const character = this.#text.charAt(this.#position);
      if (character === '"') {
        this.#position += 1;
        return inside;
      }
      if (character === "\\" && /[$`"\\\n]/.test(this.#text.charAt(this.#position + 1))) {
        inside += this.#readBackslash();
      } else if (character === "$" || character === "`") inside += this.#readExpansion();
      else {
        inside += character;
        this.#position += 1;
      }
    }
    this.#position = open;
    this.#position = this.#refuseOpen('"');
    return inside;
  }

  #readBackslash(): string {
    const next = this.#text.charAt(this.#position + 1);
    this.#position += 2;
    return next === "\n" ? "" : next;
  }

  #readAnsiQuoted(): string {
    let inside = "";
    this.#position += 2;
    while (this.#position < this.#text.length) {
      const character = this.#text.charAt(this.#position);
      if (character === "'") {
        this.#position += 1;
        return inside;
      }
      const escaped = character === "\\" ? readEscape(this.#text, this.#position) : undefined;
      inside += escaped?.text ?? character;
      this.#position = escaped?.end ?? this.#position + 1;
    }
    this.#refuseOpen("$'");
    return inside;
  }

  #readExpansion(): string {
    const found = variable.exec(this.#text.slice(this.#position));
    if (found === null) {
      if (/^(\$\(|`)/.test(this.#text.slice(this.#position))) this.#tellCommand();
      this.#position += 1;
      return this.#text.charAt(this.#position - 1);
    }
    const [whole, braced, bare] = found;
    const name = braced ?? bare ?? "";
    this.#findings.push({
      code: "shell-variable",
      severity: "information",
      message: `${whole} is a variable of the shell: it became {{${name}}}.`,
      hint: `Give ${name} a value in an environment.`,
      text: {
        start: this.#position,
        end: this.#position + whole.length,
        ...placeInLine(this.#text, this.#position),
      },
    });
    this.#position += whole.length;
    return `{{${name}}}`;
  }

  #tellCommand(): void {
    const end = this.#position + 1;
    this.#findings.push({
      code: "shell-command",
      severity: "warning",
      message: "A command in the line is not run: its text stands in its place.",
      hint: "Put what the command would print into the request.",
      text: { start: this.#position, end, ...placeInLine(this.#text, this.#position) },
    });
  }

  #refuseOpen(quote: string): number {
    this.#findings.push(openQuote(this.#text, quote, this.#position));
    return this.#text.length;
  }
}
