import { isDigit, LINE_FEED, SPACE } from "../../json/characters.ts";

/** What a token is. `end` is also what follows a syntax error. */
export type TokenKind = "identifier" | "integer" | "float" | "string" | "symbol" | "end";

/** Where a text stops being text format, and what could have stood there. Offsets are UTF-16. */
export interface SyntaxFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
}

const HASH = 0x23;
const APOSTROPHE = 0x27;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DOT = 0x2e;
const LONGEST_SHOWN = 20;

/**
 * Reads the tokens of a text one by one; the current one is in `kind`, `start` and `end`. The first syntax error is kept
 * in `fault`, and from then on every token is `end`: loops end by themselves, and nothing is thrown.
 */
export class TextCursor {
  readonly text: string;
  kind: TokenKind = "end";
  start = 0;
  end = 0;
  /** End of the token before. */
  lastEnd = 0;
  /** True when the current string has escapes. */
  isEscaped = false;
  fault: SyntaxFault | undefined;
  /** True after a syntax error and after `stop`. */
  isOver = false;
  /** Called once, when there is a syntax error. */
  onFault: () => void = () => undefined;

  constructor(text: string) {
    this.text = text;
    // A byte order mark is no part of the text.
    if (text.charCodeAt(0) === 0xfeff) this.end = 1;
    this.advance();
  }

  /** Goes to the next token. */
  advance(): void {
    if (this.isOver) return;
    this.lastEnd = this.end;
    this.start = this.passBlanks(this.end);
    this.end = this.start + 1;
    const code = this.text.charCodeAt(this.start);
    if (this.start >= this.text.length) this.endHere();
    else if (isLetter(code)) this.readIdentifier();
    else if (isDigit(code) || (code === DOT && isDigit(this.text.charCodeAt(this.start + 1))))
      this.readNumber();
    else if (code === QUOTE || code === APOSTROPHE) this.readString(code);
    else this.kind = "symbol";
  }

  /** True when the current token is this symbol. */
  isAt(symbol: string): boolean {
    return this.kind === "symbol" && this.text.charAt(this.start) === symbol;
  }

  /** Passes a symbol if it is the current token. */
  take(symbol: string): boolean {
    if (!this.isAt(symbol)) return false;
    this.advance();
    return true;
  }

  /** The characters of the current token. */
  token(): string {
    return this.text.substring(this.start, this.end);
  }

  /** Moves on to an offset, after which the next token is read. */
  jump(offset: number): void {
    if (this.isOver) return;
    this.end = offset;
    this.advance();
  }

  /** The offset after whitespace and comments. */
  passBlanks(from: number): number {
    const { text } = this;
    let at = from;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === SPACE || (code >= 0x09 && code <= 0x0d)) at += 1;
      else if (code === HASH) {
        const line = text.indexOf("\n", at);
        at = line < 0 ? text.length : line + 1;
      } else return at;
    }
  }

  /** Records that something else was expected at the current token, and ends the text here. */
  expected(expected: string, hint = ""): void {
    const found = this.kind === "end" ? "the text ends" : `found ${this.describe()}`;
    this.fail(`Expected ${expected}, but ${found}.`, hint, this.start, this.end);
  }

  /** Records the first syntax error and ends the text here. */
  fail(message: string, hint: string, start: number, end: number): void {
    const { length } = this.text;
    if (!this.isOver) {
      this.fault = { start, end: Math.max(start, Math.min(end, length)), message, hint };
      this.onFault();
    }
    this.stop();
  }

  /** Reads nothing more, without a syntax error. */
  stop(): void {
    this.isOver = true;
    this.endHere();
  }

  private endHere(): void {
    this.kind = "end";
    this.start = this.text.length;
    this.end = this.text.length;
  }

  private describe(): string {
    if (this.kind === "string") return "a string";
    const code = this.text.codePointAt(this.start) ?? 0;
    if (this.kind !== "symbol") return JSON.stringify(this.text.substring(this.start, this.shownEnd()));
    const isVisible = code > 0x20 && code !== 0x7f && code !== 0xa0 && code !== 0xfeff;
    if (isVisible) return JSON.stringify(String.fromCodePoint(code));
    return `the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  }

  private shownEnd(): number {
    return Math.min(this.end, this.start + LONGEST_SHOWN);
  }

  private readIdentifier(): void {
    this.kind = "identifier";
    this.end = this.passWord(this.start);
  }

  private passWord(from: number): number {
    let at = from;
    for (
      let code = this.text.charCodeAt(at);
      isLetter(code) || isDigit(code);
      code = this.text.charCodeAt(at)
    )
      at += 1;
    return at;
  }

  private passDigits(from: number): number {
    let at = from;
    while (isDigit(this.text.charCodeAt(at))) at += 1;
    return at;
  }

  /** A number must not run into a word: `1.5f` is one, `12px` is none. */
  private readNumber(): void {
    const { text, start } = this;
    this.kind = "integer";
    let at = start;
    if (text.charAt(at) === "0" && /[xX]/.test(text.charAt(at + 1))) at = this.passHexadecimal(at + 2);
    else at = this.passDecimal(at);
    this.end = at;
    const code = text.charCodeAt(at);
    const isNumber = !isLetter(code) && !isDigit(code) && code !== DOT && !isBadOctal(text, start, at);
    if (isNumber) return;
    const end = Math.max(at, this.passWord(Math.min(at + 1, text.length)));
    const shown = JSON.stringify(text.substring(start, Math.min(end, start + LONGEST_SHOWN)));
    this.fail(`${shown} is no number.`, numberHint(text, start), start, end);
  }

  private passHexadecimal(from: number): number {
    let at = from;
    while (/[0-9a-fA-F]/.test(this.text.charAt(at))) at += 1;
    return at === from ? from - 1 : at;
  }

  private passDecimal(from: number): number {
    const { text } = this;
    let at = this.passDigits(from);
    const isLeadingZero = at > from + 1 && text.charAt(from) === "0";
    if (text.charCodeAt(at) === DOT && !isLeadingZero) {
      this.kind = "float";
      at = this.passDigits(at + 1);
    }
    if (/[eE]/.test(text.charAt(at)) && !isLeadingZero) {
      const sign = /[+-]/.test(text.charAt(at + 1)) ? 1 : 0;
      if (isDigit(text.charCodeAt(at + 1 + sign))) {
        this.kind = "float";
        at = this.passDigits(at + 1 + sign);
      }
    }
    if (!/[fF]/.test(text.charAt(at)) || isLeadingZero) return at;
    this.kind = "float";
    return at + 1;
  }

  private readString(quote: number): void {
    const { text, start } = this;
    this.kind = "string";
    this.isEscaped = false;
    for (let at = start + 1; ; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.end = at + 1;
        return;
      }
      if (at >= text.length || code === LINE_FEED) {
        this.failString(at);
        return;
      }
      if (code === BACKSLASH) {
        this.isEscaped = true;
        at += 1;
        if (text.charCodeAt(at) === LINE_FEED) at -= 1;
      }
    }
  }

  private failString(at: number): void {
    const found = at < this.text.length ? "the line ends" : "the text ends";
    const quote = this.text.charAt(this.start);
    const hint = `Close the string with ${quote}, and write a line break inside it as \\n.`;
    this.fail(`Expected a closing ${quote}, but ${found}.`, hint, this.start, Math.min(at, this.text.length));
  }
}

/** Letters and the underscore start words. */
function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}

function isBadOctal(text: string, start: number, end: number): boolean {
  return end > start + 1 && text.charAt(start) === "0" && /^0\d*[89]/.test(text.substring(start, end));
}

function numberHint(text: string, start: number): string {
  const head = text.substring(start, start + 3);
  if (/^0[xX]/.test(head)) return "Hexadecimal digits are 0 to 9 and a to f.";
  if (/^0\d/.test(head))
    return "A number that starts with 0 is octal: it has the digits 0 to 7 and no point.";
  return "Put a space between a number and a word.";
}
