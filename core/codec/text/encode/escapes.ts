import { hexValue } from "../../json/characters.ts";
import type { ByteSink } from "../../wire/byte-sink.ts";

/** An escape that stands for nothing. Offsets are into the content of the string. */
export interface EscapeFault {
  readonly start: number;
  readonly end: number;
  readonly expected: string;
  readonly hint: string;
}

/** What letters after a backslash stand for. */
const LETTERS: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  f: 0x0c,
  n: 0x0a,
  r: 0x0d,
  t: 0x09,
  v: 0x0b,
  "?": 0x3f,
  "\\": 0x5c,
  "'": 0x27,
  '"': 0x22,
};

const encoder = new TextEncoder();

/** Appends what the escape at `at` stands for; answers with the offset after it, or what is wrong with it. */
export function appendEscape(sink: ByteSink, content: string, at: number): number | EscapeFault {
  const letter = content.charAt(at + 1);
  const byte = Object.hasOwn(LETTERS, letter) ? LETTERS[letter] : undefined;
  if (byte !== undefined) {
    appendByte(sink, byte);
    return at + 2;
  }
  if (/[0-7]/.test(letter)) return appendOctal(sink, content, at);
  if (letter === "x" || letter === "X") return appendHexadecimal(sink, content, at);
  if (letter === "u") return appendUnicode(sink, content, at, 4);
  if (letter === "U") return appendUnicode(sink, content, at, 8);
  const known = "\\a \\b \\f \\n \\r \\t \\v \\? \\\\ \\' \\\" \\000 \\x00 \\u0000 \\U00000000";
  return fault(at, 2, `an escape, one of ${known}`, "Write a backslash itself as \\\\.");
}

function appendOctal(sink: ByteSink, content: string, at: number): number | EscapeFault {
  const digits = /^[0-7]{1,3}/.exec(content.substring(at + 1, at + 4))?.[0] ?? "";
  const value = Number.parseInt(digits, 8);
  if (value > 0xff) return fault(at, 1 + digits.length, "an octal byte up to \\377");
  appendByte(sink, value);
  return at + 1 + digits.length;
}

function appendHexadecimal(sink: ByteSink, content: string, at: number): number | EscapeFault {
  const digits = /^[0-9a-fA-F]{1,2}/.exec(content.substring(at + 2, at + 4))?.[0] ?? "";
  if (digits === "") return fault(at, 3, "a hexadecimal digit after \\x");
  appendByte(sink, Number.parseInt(digits, 16));
  return at + 2 + digits.length;
}

/** A character as UTF-8. Halves of surrogate pairs are no characters, not even side by side: `\U` writes what they mean. */
function appendUnicode(sink: ByteSink, content: string, at: number, count: 4 | 8): number | EscapeFault {
  const end = at + 2 + count;
  const value = hexadecimalAt(content, at + 2, count);
  if (value < 0) return fault(at, 2 + count, `${count} hexadecimal digits after \\${content.charAt(at + 1)}`);
  if (value > 0x10_ffff) return fault(at, 2 + count, "a character up to \\U0010ffff");
  if (value >= 0xd800 && value <= 0xdfff) {
    const hint = "Write a character beyond \\uffff with \\U and eight digits.";
    return fault(at, 2 + count, "a character, and not half of a surrogate pair", hint);
  }
  sink.raw(encoder.encode(String.fromCodePoint(value)));
  return end;
}

function hexadecimalAt(content: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = hexValue(content.charCodeAt(at));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function appendByte(sink: ByteSink, byte: number): void {
  sink.reserve(1);
  sink.buffer[sink.length] = byte;
  sink.length += 1;
}

function fault(at: number, length: number, expected: string, hint = ""): EscapeFault {
  return { start: at, end: at + length, expected, hint };
}
