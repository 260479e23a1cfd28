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

/** The file as text, when all of its beginning is printable ASCII. */
function asText(bytes: Uint8Array): string | undefined {
  if (bytes.length < 4 || bytes.length > LONGEST_TEXT) return undefined;
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
