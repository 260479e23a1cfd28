/** A place to put the two halves of a 64-bit value. */
export interface Halves {
  low: number;
  high: number;
}

/** Most bytes of a varint, of a tag and of a length. */
const LONGEST_VARINT = 10;
const LONGEST_TAG = 5;

/** The offset after the varint at `at`; -1 when it runs past the end, -2 when it is longer than ten bytes. */
export function skipVarint(bytes: Uint8Array, at: number, end: number): number {
  if (at < end && (bytes[at] ?? 0) < 0x80) return at + 1;
  const last = end - at < LONGEST_VARINT ? end : at + LONGEST_VARINT;
  for (let next = at + 1; next < last; next += 1) if ((bytes[next] ?? 0) < 0x80) return next + 1;
  return end - at < LONGEST_VARINT ? -1 : -2;
}

/** Reads the varint at `at`, which was skipped before, modulo 2⁶⁴. */
export function readVarint(bytes: Uint8Array, at: number, halves: Halves): void {
  const first = bytes[at] ?? 0;
  if (first < 0x80) {
    halves.low = first;
    halves.high = 0;
    return;
  }
  let low = first & 0x7f;
  let high = 0;
  for (let index = 1; index < LONGEST_VARINT; index += 1) {
    const byte = bytes[at + index] ?? 0;
    const bits = byte & 0x7f;
    if (index < 4) low |= bits << (index * 7);
    else if (index === 4) {
      low |= bits << 28;
      high = bits >>> 4;
    } else high |= bits << (index * 7 - 32);
    if (byte < 0x80) break;
  }
  halves.low = low >>> 0;
  halves.high = high >>> 0;
}

/** Reads the low 32 bits of the varint at `at`, which was skipped before, as a signed integer. */
export function readVarint32(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return first;
  let value = first & 0x7f;
  for (let index = 1; index < 5; index += 1) {
    const byte = bytes[at + index] ?? 0;
    value |= (byte & 0x7f) << (index * 7);
    if (byte < 0x80) break;
  }
  return value;
}

/**
 * Reads a tag or a length: at most five bytes and 32 bits. Answers with its value; the offset after it is
 * `at + shortVarintLength(…)`. -1 when it runs past the end, -2 when it is too long or too large.
 */
export function readShortVarint(bytes: Uint8Array, at: number, end: number): number {
  let value = 0;
  for (let index = 0; index < LONGEST_TAG - 1; index += 1) {
    if (at + index >= end) return -1;
    const byte = bytes[at + index] ?? 0;
    value |= (byte & 0x7f) << (index * 7);
    if (byte < 0x80) return value;
  }
  if (at + LONGEST_TAG > end) return -1;
  // Only four bits are left of 32.
  const last = bytes[at + LONGEST_TAG - 1] ?? 0;
  return last > 0x0f ? -2 : value + last * 2 ** 28;
}

/** How many bytes the short varint at `at` takes, which was read before. */
export function shortVarintLength(bytes: Uint8Array, at: number): number {
  let length = 1;
  while ((bytes[at + length - 1] ?? 0) >= 0x80) length += 1;
  return length;
}
