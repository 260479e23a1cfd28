/** One-line texts of bounded length. */
import { findInvalidUtf8 } from "../wire/utf8.ts";

/** Characters a value on a tree row may have. */
export const LONGEST_VALUE = 200;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Cuts a text to `LONGEST_VALUE`, with an ellipsis where something was cut. */
export function clip(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** Bytes up to which a text is looked at one by one: for long ones the decoder is faster. */
const MOST_PLAIN = 32;
const PLAIN: readonly string[] = Array.from({ length: 128 }, (_, unit) => String.fromCharCode(unit));

/** A text of ASCII that needs no escapes; undefined for any other. */
function quotePlain(bytes: Uint8Array, start: number, end: number): string | undefined {
  let text = '"';
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x20 || byte >= 0x7f || byte === 0x22 || byte === 0x5c) return undefined;
    text += PLAIN[byte];
  }
  return `${text}"`;
}

/** A span as a quoted string, control characters escaped as in JSON; bytes that are no UTF-8 become `\\xa0`. */
export function quoteSpan(bytes: Uint8Array, start: number, end: number): string {
  const plain = end - start <= MOST_PLAIN ? quotePlain(bytes, start, end) : undefined;
  if (plain !== undefined) return plain;
  const whole = end - start <= LONGEST_VALUE;
  const last = whole ? end : characterEnd(bytes, start + LONGEST_VALUE);
  const text = decoder.decode(bytes.subarray(start, last));
  const quoted = text.includes("\ufffd") ? quoteInvalid(bytes, start, last) : JSON.stringify(text);
  if (whole && quoted.length <= LONGEST_VALUE) return quoted;
  return `${quoted.slice(0, LONGEST_VALUE - 2).replace(/\\(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?$/, "")}…"`;
}

function quoteInvalid(bytes: Uint8Array, start: number, end: number): string {
  let quoted = "";
  for (let at = start; at < end; ) {
    const invalid = findInvalidUtf8(bytes, at, end) ?? { start: end, end };
    quoted += JSON.stringify(decoder.decode(bytes.subarray(at, invalid.start))).slice(1, -1);
    for (at = invalid.start; at < invalid.end; at++)
      quoted += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, "0")}`;
  }
  return `"${quoted}"`;
}

/** The nearest place before `offset` where a UTF-8 sequence begins. */
function characterEnd(bytes: Uint8Array, offset: number): number {
  let end = offset;
  while (end > 0 && offset - end < 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}

/** `08 96 01`, at most `limit` bytes, with an ellipsis where more follow. */
export function hexText(bytes: Uint8Array, start: number, end: number, limit: number): string {
  const parts: string[] = [];
  for (let offset = start; offset < Math.min(end, start + limit); offset++) {
    parts.push((bytes[offset] ?? 0).toString(16).padStart(2, "0"));
  }
  if (end - start > limit) parts.push("…");
  return parts.join(" ");
}

/** An offset as the hex pane shows it: `001c`. */
export function offsetHex(offset: number): string {
  return offset.toString(16).padStart(4, "0");
}

/** The last part of a full name: `Concept` of `samples.vision.v1.Concept`. */
export function shortName(typeName: string): string {
  return typeName.slice(typeName.lastIndexOf(".") + 1);
}
