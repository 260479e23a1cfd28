import { characterLength } from "../../json/utf8-string.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Bytes that are decoded at a time. */
const LONGEST_RUN = 65_536;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x09, "\\t"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [QUOTE, '\\"'],
  [BACKSLASH, "\\\\"],
]);

/** Offset of the first byte that is no part of a UTF-8 character, or -1. */
export function firstBrokenUtf8(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; ) {
    const size = (bytes[at] ?? 0) < 0x80 ? 1 : characterLength(bytes, at, end);
    if (size < 0) return at;
    at += size;
  }
  return -1;
}

/**
 * Bytes as a quoted string: characters as they are, escapes for controls and for what is no UTF-8. Stops soon after
 * `room` characters, for a string has a longest length.
 */
export function quoteText(bytes: Uint8Array, start: number, end: number, room: number): string {
  return quote(bytes, start, end, room, true);
}

/** Bytes as a quoted string: printable ASCII as it is, everything else as escapes. Stops soon after `room` characters. */
export function quoteBytes(bytes: Uint8Array, start: number, end: number, room: number): string {
  return quote(bytes, start, end, room, false);
}

function quote(bytes: Uint8Array, start: number, end: number, room: number, isText: boolean): string {
  let text = '"';
  let plainFrom = start;
  let at = start;
  while (at < end && text.length <= room) {
    const byte = bytes[at] ?? 0;
    const size = plainLength(bytes, at, end, isText);
    if (size > 0) {
      at += size;
      if (at - plainFrom < LONGEST_RUN) continue;
    }
    if (at > plainFrom) text += decoder.decode(bytes.subarray(plainFrom, at));
    if (size === 0) {
      text += SHORT_ESCAPES.get(byte) ?? `\\${byte.toString(8).padStart(3, "0")}`;
      at += 1;
    }
    plainFrom = at;
  }
  if (at > plainFrom) text += decoder.decode(bytes.subarray(plainFrom, at));
  return `${text}"`;
}

/** How many bytes at `at` are a character that needs no escape; 0 when it needs one. */
function plainLength(bytes: Uint8Array, at: number, end: number, isText: boolean): number {
  const byte = bytes[at] ?? 0;
  if (byte < 0x80) return byte >= 0x20 && byte !== 0x7f && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0;
  if (!isText) return 0;
  const size = characterLength(bytes, at, end);
  // The control characters beyond ASCII (U+0080 to U+009F) start with C2 and are not shown either.
  const isControl = byte === 0xc2 && (bytes[at + 1] ?? 0) < 0xa0;
  return size < 0 || isControl ? 0 : size;
}
