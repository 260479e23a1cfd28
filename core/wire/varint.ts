/** Base-128 varints as the Protocol Buffers encoding defines them, with everything a decoder usually drops. */

/** Longest varint that carries 64 bits, in bytes. */
export const MAXIMUM_VARINT_LENGTH = 10;

/** One varint, exactly as written. */
export interface Varint {
  /** The low 64 bits, unsigned. */
  readonly value: bigint;
  /** Bytes it takes. */
  readonly byteLength: number;
  /** Bytes beyond the shortest form of the same value. */
  readonly overhang: number;
  /** Bits above the 64th that the tenth byte carries (0 to 63); parsers drop them. */
  readonly overflow: number;
}

/** Reads the varint at `start`; undefined when it does not end before `end` or within ten bytes. */
export function readVarint(bytes: Uint8Array, start: number, end: number): Varint | undefined {
  const byteLength = varintLength(bytes, start, end);
  if (byteLength === 0) return undefined;
  let value = 0n;
  for (let index = byteLength - 1; index >= 0; index--) {
    value = (value << 7n) | BigInt((bytes[start + index] ?? 0) & 0x7f);
  }
  const overflow = Number(value >> 64n);
  value = BigInt.asUintN(64, value);
  const overhang = overflow === 0 ? byteLength - shortestVarintLength(value) : 0;
  return { value, byteLength, overhang, overflow };
}

/** Bytes of the varint at `start`, or 0 when it does not end before `end` or within ten bytes. */
export function varintLength(bytes: Uint8Array, start: number, end: number): number {
  const stop = Math.min(end, start + MAXIMUM_VARINT_LENGTH);
  for (let offset = start; offset < stop; offset++) {
    if ((bytes[offset] ?? 0) < 0x80) return offset - start + 1;
  }
  return 0;
}

/** Bytes of the complete varint of `length` bytes beyond its shortest form: trailing zero groups. */
export function overhangOf(bytes: Uint8Array, start: number, length: number): number {
  let last = start + length - 1;
  if ((bytes[last] ?? 0) !== 0) return 0;
  while (last > start && ((bytes[last] ?? 0) & 0x7f) === 0) last--;
  return start + length - 1 - last;
}

/** Bytes of the shortest form of an unsigned 64-bit value. */
function shortestVarintLength(value: bigint): number {
  let length = 1;
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) length++;
  return length;
}

/**
 * Writes an unsigned 64-bit value as a varint. `byteLength` asks for a longer, padded form; `overflow` puts lost
 * bits back above the 64th, so that `readVarint` and `writeVarint` are inverse for any bytes.
 */
export function writeVarint(value: bigint, byteLength = 0, overflow = 0): Uint8Array {
  const length = Math.max(byteLength, shortestVarintLength(value));
  const bytes = new Uint8Array(length);
  let rest = value | (BigInt(overflow) << 64n);
  for (let index = 0; index < length; index++) {
    bytes[index] = Number(rest & 0x7fn) | (index < length - 1 ? 0x80 : 0);
    rest >>= 7n;
  }
  return bytes;
}

/**
 * The value of the varint at `start` as a number: exact up to 2^53, rounded above. For comparisons where a
 * bigint would cost too much; the caller knows the varint is complete.
 */
export function varintToNumber(bytes: Uint8Array, start: number, byteLength: number): number {
  let value = 0;
  let scale = 1;
  for (let index = 0; index < byteLength; index++) {
    value += ((bytes[start + index] ?? 0) & 0x7f) * scale;
    scale *= 128;
  }
  return value;
}

/** The signed value that zigzag coding stands for. */
export function decodeZigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}

/** The unsigned zigzag form of a signed 64-bit value. */
export function encodeZigzag(value: bigint): bigint {
  return BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
}
