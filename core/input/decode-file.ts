import type { Finding } from "../finding.ts";
import { decodeForms } from "./decode-text.ts";
import type { DecodedForm } from "./input.ts";

/** Bytes that are looked at to see whether a file holds text. */
const LOOKED_AT = 4096;
/** Files above this size are not tried as text. */
const LONGEST_TEXT = 16 * 1024 * 1024;

/** The forms that a file, or bytes given as they are, would have as text; most have none. The likeliest first. */
export function textInBytes(bytes: Uint8Array): readonly DecodedForm[] {
  const text = asText(bytes);
  return text === undefined ? [] : decodeForms(text);
}

/** The file as text, when all of its beginning is printable ASCII, or UTF-16 with its mark. */
function asText(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4 || bytes.length > LONGEST_TEXT) return undefined;
  const [first, second] = bytes;
  const utf16 =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "";
  if (utf16 !== "") {
    const text = new TextDecoder(utf16).decode(bytes);
    return /^[\x20-\x7e\s]*$/.test(text.slice(0, LOOKED_AT)) ? text : undefined;
  }
  const start = bytes.subarray(0, LOOKED_AT);
  const printable = start.every(
    (byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13,
  );
  return printable ? new TextDecoder().decode(bytes) : undefined;
}

/** The finding for bytes that are shown as they are though they look like text of a form. */
export function textAsBytes(form: string): Finding {
  const isBase64 = form.startsWith("base64");
  return {
    code: isBase64 ? "base64-text-as-bytes" : "hex-text-as-bytes",
    severity: "hint",
    message: `The bytes are text that looks like ${form}; they are shown as they are.`,
    hint: `Decode them as ${form}.`,
  };
}

/** How files begin that are taken for messages now and then, and what they are. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ["\x89PNG\r\n\x1a\n", "a PNG image"],
  ["\xff\xd8\xff", "a JPEG image"],
  ["GIF87a", "a GIF image"],
  ["GIF89a", "a GIF image"],
  ["%PDF-", "a PDF document"],
  ["PK\x03\x04", "a ZIP archive"],
  ["\x7fELF", "a program (ELF)"],
  ["\xd4\xc3\xb2\xa1", "a network capture"],
  ["\xa1\xb2\xc3\xd4", "a network capture"],
  ["\n\r\r\n", "a network capture"],
  ["SQLite format 3\0", "a SQLite database"],
];
const MARKUP: readonly (readonly [RegExp, string])[] = [
  [/^\s*<(?:!doctype html|html)\b/i, "an HTML page"],
  [/^\s*<\?xml\b/i, "an XML document"],
];
/** The head of an HTTP message, up to the empty line. */
const HTTP_HEAD = /^(?:HTTP\/1\.[01] \d{3}|[A-Z]{3,10} \S+ HTTP\/1\.[01])[^\r\n]*\r?\n[\s\S]*?\r?\n\r?\n/;

/** The finding for bytes that are another kind of file, or have the head of an HTTP message before them. */
export function foreignBytes(bytes: Uint8Array): Finding | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  const head = HTTP_HEAD.exec(start)?.[0].length;
  if (head !== undefined) {
    return {
      code: "extra-prefix",
      severity: "hint",
      message: `The first ${head} bytes are the head of an HTTP message; the body comes after it.`,
      hint: `Drop the first ${head} bytes.`,
      bytes: { start: 0, end: head },
    };
  }
  const name =
    FOREIGN.find(([prefix]) => start.startsWith(prefix))?.[1] ??
    MARKUP.find(([pattern]) => pattern.test(start))?.[1];
  if (name === undefined) return undefined;
  return {
    code: "not-protobuf",
    severity: "hint",
    message: `The bytes begin as ${name} does; they are shown as if they were a message.`,
    hint: "Check that this is the payload you meant.",
  };
}

/** The finding for bytes that are JSON or the text format; undefined when they are neither. */
export function jsonAsBytes(bytes: Uint8Array): Finding | undefined {
  const text = asText(bytes)?.trim();
  if (text === undefined || !/^(\{[\s\S]*\}|\[[\s\S]*\]|\w+\s*[:{][\s\S]*)$/.test(text)) return undefined;
  return {
    code: "json-or-text-not-protobuf",
    severity: "hint",
    message: "The bytes are JSON or text format, not the bytes of a message; they are shown as they are.",
    hint: "To get bytes, choose its message type and encode it.",
  };
}
