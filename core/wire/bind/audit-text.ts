import type { MarkList } from "../marks.ts";
import { findInvalidUtf8 } from "../utf8.ts";

/** A text to look at, with the record it is in. `checksUtf8` is what its schema asks of parsers. */
export interface AuditedText {
  readonly bytes: Uint8Array;
  readonly record: number;
  readonly start: number;
  readonly end: number;
  readonly marks: MarkList;
  readonly field?: { readonly checksUtf8: boolean };
}

/** Texts above this size are not compared with their composed form. */
const LONGEST_NORMALISED = 65_536;

/** Looks at a string: whether it is UTF-8, begins with a byte order mark, holds control characters, is composed. */
export function auditText({ bytes, record, start, end, marks, field }: AuditedText): void {
  const plain = firstUnusual(bytes, start, end);
  if (plain < 0) return;
  const invalid = findInvalidUtf8(bytes, plain, end);
  if (invalid !== undefined) {
    const checked = field?.checksUtf8 === false ? 0 : 1;
    marks.add("utf8-invalid", record, invalid.start, invalid.end, [invalid.reason, checked]);
    return;
  }
  if (bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) {
    marks.add("utf8-bom", record, start, start + 3);
  }
  const control = firstControl(bytes, plain, end);
  if (control >= 0) {
    const name = `U+${(bytes[control] ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    marks.add("string-control-characters", record, control, control + 1, [name]);
  }
  if (end - start <= LONGEST_NORMALISED && hasNonAscii(bytes, plain, end)) {
    const text = new TextDecoder().decode(bytes.subarray(start, end));
    if (text.normalize("NFC") !== text) marks.add("string-not-normalised", record, start, end);
  }
}

/** The first byte that is no plain ASCII character, or -1: most strings are done here. */
function firstUnusual(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x7f || isControl(byte)) return at;
  }
  return -1;
}

function firstControl(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (isControl(bytes[at] ?? 0)) return at;
  }
  return -1;
}

function hasNonAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if ((bytes[at] ?? 0) >= 0x80) return true;
  }
  return false;
}

/** Control characters but for tab and line ends. */
function isControl(byte: number): boolean {
  return (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f;
}
