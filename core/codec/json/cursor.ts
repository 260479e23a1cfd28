import {
  BACKSLASH,
  CARRIAGE_RETURN,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  DOT,
  END,
  hexValue,
  isDigit,
  LINE_FEED,
  LOWER_E,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  LOWER_U,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  PLUS,
  QUOTE,
  SPACE,
  TAB,
  UPPER_E,
  ZERO,
} from "./characters.ts";

/** Where a text stops being JSON, and what could have stood there. Offsets are UTF-16. */
export interface SyntaxFault {
  readonly start: number;
  readonly end: number;
  readonly expected: string;
  readonly hint: string;
}

/** The kinds of value that start at a character. */
export type TokenKind = "object" | "array" | "string" | "number" | "true" | "false" | "null" | "none";

/**
 * Reads the tokens of a JSON text (RFC 8259) with their places. The first syntax error is kept in `fault` and moves
 * the cursor to the end, where every later read finds `END`: loops end by themselves, and nothing is thrown.
 */
export class JsonCursor {
  readonly text: string;
  position = 0;
  fault: SyntaxFault | undefined;
  /** True after a syntax error and after `stop`. */
  isOver = false;
  /** Whitespace between tokens seen so far, in characters. */
  whitespace = 0;
  /** How many bytes longer the text so far is in UTF-8 than in UTF-16 units. */
  extraBytes = 0;
  /** Span of the last string (without its quotes) or number that was scanned. */
  tokenStart = 0;
  tokenEnd = 0;
  /** True when the last scanned string has escapes. */
  isEscaped = false;
  /** True when the last scanned number has neither fraction nor exponent. */
  isWhole = false;

  constructor(text: string) {
    this.text = text;
  }

  /** Skips whitespace; answers with the character code of the next token, or `END`. */
  peek(): number {
    const text = this.text;
    const from = this.position;
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) {
        this.whitespace += at - from;
        this.position = at;
        return code;
      }
      at += 1;
    }
    this.whitespace += at - from;
    this.position = at;
    return END;
  }

  /** Records the first syntax error and ends the text here. */
  fail(expected: string, hint = "", start = this.position, end = start + 1): void {
    if (!this.isOver) this.fault = { start, end: Math.min(end, this.text.length), expected, hint };
    this.stop();
  }

  /** Reads nothing more, without a syntax error. */
  stop(): void {
    this.isOver = true;
    this.position = this.text.length;
  }

  /** Passes one character if it is the next token; else a syntax error. */
  expect(code: number, expected: string): boolean {
    if (this.peek() === code) {
      this.position += 1;
      return true;
    }
    this.fail(expected);
    return false;
  }

  /** After a member of an object: true when another follows, false after the closing brace or a syntax error. */
  nextMember(): boolean {
    const code = this.peek();
    if (code === COMMA || code === CLOSE_BRACE) this.position += 1;
    else this.fail('"," or "}"');
    return code === COMMA;
  }

  /** After an item of an array: true when another follows, false after the closing bracket or a syntax error. */
  nextItem(): boolean {
    const code = this.peek();
    if (code === COMMA || code === CLOSE_BRACKET) this.position += 1;
    else this.fail('"," or "]"');
    return code === COMMA;
  }

  /** What kind of value starts at a character that `peek` gave. */
  kindOf(code: number): TokenKind {
    if (code === QUOTE) return "string";
    if (code === OPEN_BRACE) return "object";
    if (code === OPEN_BRACKET) return "array";
    if (isDigit(code) || code === MINUS) return "number";
    if (code === LOWER_T) return "true";
    if (code === LOWER_F) return "false";
    return code === LOWER_N ? "null" : "none";
  }

  /** Passes a string whose opening quote is the next character; its span is in `tokenStart` and `tokenEnd`. */
  scanString(): boolean {
    const text = this.text;
    const open = this.position;
    let at = open + 1;
    this.isEscaped = false;
    for (;;) {
      if (at >= text.length) return this.failString(at, 'a closing quote (")', open);
      const code = text.charCodeAt(at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        this.isEscaped = true;
        at = this.passEscape(at);
        if (at < 0) return false;
      } else if (code < SPACE) {
        return this.failString(at, 'a closing quote (")', open);
      } else {
        if (code >= 0x80) this.extraBytes += code < 0x800 || (code & 0xf800) === 0xd800 ? 1 : 2;
        at += 1;
      }
    }
    this.tokenStart = open + 1;
    this.tokenEnd = at;
    this.position = at + 1;
    return true;
  }

  /** The last scanned string, escapes resolved. Lone surrogates stay as they are. */
  tokenText(): string {
    const raw = this.text.substring(this.tokenStart, this.tokenEnd);
    return this.isEscaped ? resolveEscapes(raw) : raw;
  }

  /** Passes a number; its span is in `tokenStart` and `tokenEnd`. */
  scanNumber(): boolean {
    const start = this.position;
    const end = passNumber(this.text, start);
    if (end < 0) {
      const at = -end - 1;
      const hint = numberHint(this.text, start);
      this.fail("a digit", hint, at, at + 1);
      return false;
    }
    this.tokenStart = start;
    this.tokenEnd = end;
    this.isWhole = isWholeNumber(this.text, start, end);
    this.position = end;
    return true;
  }

  /** Passes `true`, `false` or `null`; else a syntax error. */
  scanLiteral(literal: "true" | "false" | "null"): boolean {
    if (this.text.startsWith(literal, this.position)) {
      this.position += literal.length;
      return true;
    }
    this.fail("a value", valueHint(this.text, this.position));
    return false;
  }

  /** A syntax error where a key should start. */
  failKey(): void {
    const next = this.text.charAt(this.position);
    const hint =
      next === "}"
        ? "Remove the comma before it."
        : next === ""
          ? "The text ends inside an object."
          : "Keys stand in double quotes.";
    this.fail("a key in double quotes", hint);
  }

  /** A syntax error where a value should start. */
  failValue(): void {
    this.fail("a value", valueHint(this.text, this.position));
  }

  private failString(at: number, expected: string, open: number): false {
    const line = at < this.text.length ? "Write a line break inside a string as \\n, a tab as \\t." : "";
    const hint = line || `The string that starts at offset ${open} is not closed.`;
    this.fail(expected, hint, at, at + 1);
    return false;
  }

  /** Passes one escape; answers with the offset after it, or -1 after a syntax error. */
  private passEscape(at: number): number {
    const code = this.text.charCodeAt(at + 1);
    if (code === LOWER_U) {
      for (let digit = at + 2; digit < at + 6; digit += 1) {
        if (hexValue(this.text.charCodeAt(digit)) < 0) {
          this.fail("four hexadecimal digits after \\u", "", Math.min(digit, this.text.length));
          return -1;
        }
      }
      return at + 6;
    }
    if ('"\\/bfnrt'.includes(this.text.charAt(at + 1)) && at + 1 < this.text.length) return at + 2;
    this.fail(
      'an escape: one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u',
      "Write a backslash itself as \\\\.",
      at,
      at + 2,
    );
    return -1;
  }
}

/**
 * Passes a number of JSON's grammar. Answers with the offset after it, or with `-1 - offset` of the character that
 * should have been a digit.
 */
export function passNumber(text: string, start: number): number {
  let at = start;
  if (text.charCodeAt(at) === MINUS) at += 1;
  if (!isDigit(text.charCodeAt(at))) return -1 - at;
  if (text.charCodeAt(at) === ZERO) {
    at += 1;
    if (isDigit(text.charCodeAt(at))) return -1 - at;
  } else at = passDigits(text, at);
  if (text.charCodeAt(at) === DOT) {
    if (!isDigit(text.charCodeAt(at + 1))) return -2 - at;
    at = passDigits(text, at + 1);
  }
  const exponent = text.charCodeAt(at);
  if (exponent !== LOWER_E && exponent !== UPPER_E) return at;
  const sign = text.charCodeAt(at + 1);
  if (sign === PLUS || sign === MINUS) at += 1;
  if (!isDigit(text.charCodeAt(at + 1))) return -2 - at;
  return passDigits(text, at + 1);
}

function passDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text.charCodeAt(at))) at += 1;
  return at;
}

function isWholeNumber(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT || code === LOWER_E || code === UPPER_E) return false;
  }
  return true;
}

function numberHint(text: string, start: number): string {
  if (text.startsWith("-Infinity", start)) return 'Write it in quotes: "-Infinity".';
  if (/^-?0[0-9xX]/.test(text.substring(start, start + 3)))
    return "JSON numbers are decimal and have no leading zeros.";
  return "";
}

function valueHint(text: string, at: number): string {
  const word = /^[A-Za-z_+.'][\w.]*/.exec(text.substring(at, at + 40))?.[0] ?? "";
  if (word === "NaN" || word === "Infinity") return `Write it in quotes: "${word}".`;
  if (/^(true|false|null)$/i.test(word)) return `Write it in lower case: ${word.toLowerCase()}.`;
  if (word === "None" || word === "undefined") return "Write null.";
  if (word.startsWith("'")) return 'Strings stand in double quotes (").';
  if (word.startsWith("+")) return "Leave out the plus sign.";
  if (word.startsWith(".")) return "Write a digit before the point: 0.5.";
  if (word !== "") return "Strings and enum names stand in double quotes.";
  const before = text
    .substring(Math.max(0, at - 80), at)
    .trimEnd()
    .at(-1);
  const next = text.charAt(at);
  if (next !== "]" && next !== "}") return "";
  return before === "," ? "Remove the comma before it." : "Write a value here, or null.";
}

const ESCAPES: Readonly<Record<string, string>> = {
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function resolveEscapes(raw: string): string {
  return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_match, hex: string | undefined, letter: string) =>
    hex === undefined ? (ESCAPES[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
