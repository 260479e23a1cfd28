import { characterLength } from "../../json/utf8-string.ts";
import type { TextWriter } from "./text-writer.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Bytes that are copied at a time. */
const LONGEST_RUN = 65_536;
const LONGEST_ESCAPE = 4;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The letter after the backslash, by byte. */
const SHORT_ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x09, 0x74],
  [0x0a, 0x6e],
  [0x0d, 0x72],
  [QUOTE, QUOTE],
  [BACKSLASH, BACKSLASH],
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
 * Bytes as a quoted string for a writer: characters as they are, escapes for controls and for what is no UTF-8. It is
 * cut where the writer has no more room.
 */
export function quoteText(writer: TextWriter, bytes: Uint8Array, start: number, end: number): string {
  return quote(writer, bytes, start, end, true);
}

/** Bytes as a quoted string for a writer: printable ASCII as it is, everything else as escapes. */
export function quoteBytes(writer: TextWriter, bytes: Uint8Array, start: number, end: number): string {
  return quote(writer, bytes, start, end, false);
}

function quote(writer: TextWriter, bytes: Uint8Array, start: number, end: number, isText: boolean): string {
  const plainEnd = passPlain(bytes, start, end, isText);
  if (plainEnd === end && end - start <= writer.room)
    return `"${decoder.decode(bytes.subarray(start, end))}"`;
  let quoted = new Uint8Array(end - start + LONGEST_ESCAPE);
  let length = 0;
  let at = start;
  while (at < end && length <= writer.room) {
    const runEnd = passPlain(bytes, at, Math.min(end, at + LONGEST_RUN), isText);
    if (length + (runEnd - at) + LONGEST_ESCAPE > quoted.length) quoted = grown(quoted, runEnd - at);
    quoted.set(bytes.subarray(at, runEnd), length);
    length += runEnd - at;
    at = runEnd;
    if (at < end && plainLength(bytes, at, end, isText) === 0) {
      length = appendEscape(quoted, length, bytes[at] ?? 0);
      at += 1;
    }
  }
  if (at < end) writer.cut();
  return `"${decoder.decode(quoted.subarray(0, length))}"`;
}

/** The offset of the first byte that needs an escape, at the boundary of a character, or the end. */
function passPlain(bytes: Uint8Array, start: number, end: number, isText: boolean): number {
  let at = start;
  while (at < end) {
    const size = plainLength(bytes, at, bytes.length, isText);
    if (size === 0 || at + size > end) return at;
    at += size;
  }
  return at;
}

function appendEscape(buffer: Uint8Array, at: number, byte: number): number {
  const letter = SHORT_ESCAPES.get(byte);
  buffer[at] = BACKSLASH;
  if (letter !== undefined) {
    buffer[at + 1] = letter;
    return at + 2;
  }
  buffer[at + 1] = 0x30 + (byte >> 6);
  buffer[at + 2] = 0x30 + ((byte >> 3) & 7);
  buffer[at + 3] = 0x30 + (byte & 7);
  return at + 4;
}

function grown(buffer: Uint8Array, count: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(buffer.length * 2 + count + LONGEST_ESCAPE);
  larger.set(buffer);
  return larger;
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
