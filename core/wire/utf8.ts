import type { Span } from "../finding.ts";

/** The first place where bytes are not UTF-8 (RFC 3629), and why. */
export interface InvalidUtf8 extends Span {
  /** `stray continuation byte`, `overlong NUL`, `surrogate U+D800`, `cut short` and so on. */
  readonly reason: string;
}

/** Checks a span; undefined when all of it is valid UTF-8. */
export function findInvalidUtf8(bytes: Uint8Array, start: number, end: number): InvalidUtf8 | undefined {
  let at = start;
  while (at < end) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) {
      at++;
      continue;
    }
    const size = sequenceLength(lead);
    if (size === 0) return { start: at, end: at + 1, reason: strayReason(lead) };
    for (let index = 1; index < size; index++) {
      const next = at + index < end ? (bytes[at + index] ?? 0) : 0;
      if ((next & 0xc0) !== 0x80) return { start: at, end: Math.min(at + index, end), reason: "cut short" };
    }
    const reason = wrongValue(bytes, at, size);
    if (reason !== undefined) return { start: at, end: at + size, reason };
    at += size;
  }
  return undefined;
}

/** Bytes of the sequence a lead byte begins, or 0 when it begins none. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc0 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf8 ? 4 : 0;
}

function strayReason(lead: number): string {
  return lead < 0xc0 ? "stray continuation byte" : `byte 0x${lead.toString(16)} that UTF-8 never has`;
}

const SMALLEST = [0, 0, 0x80, 0x800, 0x10000];

function wrongValue(bytes: Uint8Array, at: number, size: number): string | undefined {
  let value = (bytes[at] ?? 0) & (0x7f >> size);
  for (let index = 1; index < size; index++) value = (value << 6) | ((bytes[at + index] ?? 0) & 0x3f);
  if (value < (SMALLEST[size] ?? 0)) return value === 0 ? "overlong NUL" : `overlong ${codePoint(value)}`;
  if (value >= 0xd800 && value <= 0xdfff) return `surrogate ${codePoint(value)}`;
  return value > 0x10ffff ? `${codePoint(value)}, above U+10FFFF` : undefined;
}

function codePoint(value: number): string {
  return `U+${value.toString(16).toUpperCase().padStart(4, "0")}`;
}
