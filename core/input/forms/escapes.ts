import { ByteBuffer } from "../byte-buffer.ts";
import type { DecodedForm } from "../input.ts";

const SIMPLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
  "\\": 92,
  '"': 34,
  "'": 39,
  "?": 63,
  "`": 96,
};

/**
 * A string as C, Go, Rust, Python or protoc write it: `\x08`, `\010`, `\n`, `\u00e9` and plain characters, with
 * or without quotes. Only taken when there is at least one escape.
 */
export function decodeEscapes(text: string): DecodedForm | undefined {
  const trimmed = text.trim();
  const quoted = /^(?:b|rb|br|u8)?(["'`])([\s\S]*)\1$/.exec(trimmed);
  const source = quoted?.[2] ?? trimmed;
  if (!source.includes("\\")) return undefined;
  const bytes = new ByteBuffer(source.length);
  for (let at = 0; at < source.length; ) {
    const escaped = source.charAt(at) === "\\";
    const read = escaped ? readEscape(source, at + 1, bytes) : readPlain(source, at, bytes);
    if (read === 0) return undefined;
    at += read;
  }
  return { form: "escaped string", bytes: bytes.finish() };
}

function readPlain(source: string, at: number, bytes: ByteBuffer): number {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  bytes.pushAll(new TextEncoder().encode(character));
  return character.length;
}

/** Escapes of a string that holds one byte a character, as `json.dumps(data.decode("latin1"))` writes it. */
export function decodeLatin1(text: string): DecodedForm | undefined {
  if (!/\\u00[89a-fA-F]/.test(text) || /[^\0-\x7f]|\\u(?!00)|\\U|\\x|\\[0-7]/.test(text)) return undefined;
  const narrow = text.replace(/\\u00([0-9a-fA-F]{2})/g, "\\x$1");
  const decoded = decodeEscapes(narrow);
  return decoded === undefined ? undefined : { ...decoded, form: "escaped Latin-1" };
}

/** Reads what follows a backslash; returns the characters with the backslash, 0 for no known escape. */
function readEscape(source: string, at: number, bytes: ByteBuffer): number {
  const rest = source.slice(at, at + 12);
  const numeric = /^(?:[xX]([0-9a-fA-F]{1,2})|([0-7]{1,3}))/.exec(rest);
  if (numeric !== null) {
    const value =
      numeric[1] === undefined ? Number.parseInt(numeric[2] ?? "", 8) : Number.parseInt(numeric[1], 16);
    if (value > 255) return 0;
    bytes.push(value);
    return numeric[0].length + 1;
  }
  const unicode = /^(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\})/.exec(rest);
  if (unicode !== null) {
    const value = Number.parseInt(unicode[1] ?? unicode[2] ?? unicode[3] ?? "", 16);
    if (value > 0x10ffff) return 0;
    bytes.pushAll(new TextEncoder().encode(String.fromCodePoint(value)));
    return unicode[0].length + 1;
  }
  const simple = SIMPLE[rest.charAt(0)];
  if (simple === undefined || rest === "") return 0;
  bytes.push(simple);
  return 2;
}

/** `%08%96%01`, with plain characters between; only when there is at least one complete escape. */
export function decodePercent(text: string): DecodedForm | undefined {
  const source = text.trim();
  if (!/%[0-9a-fA-F]{2}/.test(source) || /\s/.test(source)) return undefined;
  const bytes = new ByteBuffer(source.length);
  for (let at = 0; at < source.length; ) {
    const pair = /^%([0-9a-fA-F]{2})/.exec(source.slice(at, at + 3));
    if (pair !== null) {
      bytes.push(Number.parseInt(pair[1] ?? "", 16));
      at += 3;
    } else at += readPlain(source, at, bytes);
  }
  return { form: "percent-encoding", bytes: bytes.finish() };
}
