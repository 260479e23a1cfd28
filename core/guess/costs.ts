import { findInvalidUtf8 } from "../wire/utf8.ts";

/**
 * Description lengths in bits: how many a sender would need to say just these bytes, had they been text, a packed
 * list or plain bytes. The shortest description is the likeliest reading. Long bodies are measured by their
 * beginning and scaled.
 */
export const MEASURED_BYTES = 8192;

const TEXT_START = 3;
const BYTES_START = 12;
const BYTE = 8.1;
const SAME_BYTE = 4;
const PACKED_VARINT_START = 10;
const PACKED_FIXED_START = 12;

/** Bits of each ASCII character in ordinary text. */
const CHARACTER_BITS = asciiBits();

function asciiBits(): Float64Array {
  const bits = new Float64Array(128).fill(8);
  for (let unit = 0; unit < 32; unit++) bits[unit] = 16;
  for (const unit of [9, 10, 13]) bits[unit] = 9;
  for (let unit = 0x30; unit <= 0x39; unit++) bits[unit] = 6;
  for (let unit = 0x41; unit <= 0x5a; unit++) bits[unit] = 6;
  for (let unit = 0x61; unit <= 0x7a; unit++) bits[unit] = 5;
  for (const character of " -_./:,@") bits[character.charCodeAt(0)] = 7;
  bits[0x20] = 5;
  bits[0x7f] = 16;
  return bits;
}

/** Bits as text; infinite when the measured part is not UTF-8. */
export function textCost(bytes: Uint8Array, start: number, end: number): number {
  const stop = measuredEnd(start, end);
  const invalid = findInvalidUtf8(bytes, start, stop);
  if (invalid !== undefined && (stop === end || invalid.start < stop - 3)) return Number.POSITIVE_INFINITY;
  let bits = 0;
  for (let at = start; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) bits += CHARACTER_BITS[byte] ?? 8;
    else if (byte >= 0xc0) bits += byte < 0xe0 ? 10 : byte < 0xf0 ? 14 : 20;
  }
  return TEXT_START + scaled(bits, start, stop, end);
}

/** Bits as bytes without any meaning; runs of one byte are cheap. */
export function bytesCost(bytes: Uint8Array, start: number, end: number): number {
  const stop = measuredEnd(start, end);
  let bits = 0;
  let before = -1;
  for (let at = start; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    bits += byte === before ? SAME_BYTE : BYTE;
    before = byte;
  }
  return BYTES_START + scaled(bits, start, stop, end);
}

/** Bits as a packed list of varints; infinite when it does not end with a whole, shortest-form one. */
export function packedVarintCost(bytes: Uint8Array, start: number, end: number): number {
  if ((bytes[end - 1] ?? 0x80) >= 0x80) return Number.POSITIVE_INFINITY;
  const stop = measuredEnd(start, end);
  let bits = 0;
  let size = 0;
  let magnitudeBefore = 2;
  for (let at = start; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    size++;
    if (size > 10) return Number.POSITIVE_INFINITY;
    if (byte >= 0x80) continue;
    if (byte === 0 && size > 1) return Number.POSITIVE_INFINITY;
    const magnitude = 7 * (size - 1) + magnitudeOf(byte);
    bits += itemCost(magnitude, magnitudeBefore);
    magnitudeBefore = magnitude;
    size = 0;
  }
  return PACKED_VARINT_START + scaled(bits, start, stop, end);
}

/** Bits as a packed list of 4- or 8-byte values; infinite when the length is no multiple. */
export function packedFixedCost(bytes: Uint8Array, start: number, end: number, size: 4 | 8): number {
  if ((end - start) % size !== 0) return Number.POSITIVE_INFINITY;
  const stop = start + Math.floor((measuredEnd(start, end) - start) / size) * size;
  let bits = 0;
  let magnitudeBefore = -1;
  for (let at = start; at < stop; at += size) {
    const asFloat = fixedFloatCost(bytes, at, size);
    const magnitude = significantBits(bytes, at, size);
    const asInteger = itemCost(magnitude, magnitudeBefore < 0 ? magnitude / 2 : magnitudeBefore);
    bits += Math.min(asFloat, asInteger);
    magnitudeBefore = magnitude;
  }
  return PACKED_FIXED_START + scaled(bits, start, stop, end);
}

/** Bits as a gRPC frame kept in a bytes field; infinite when the header's length is not that of the rest. */
export function embeddedFrameCost(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 6 || (bytes[start] ?? 2) > 1) return Number.POSITIVE_INFINITY;
  const length = new DataView(bytes.buffer, bytes.byteOffset + start + 1, 4).getUint32(0);
  return length === end - start - 5 ? 14 + 6 * length : Number.POSITIVE_INFINITY;
}

/** Bits of a number in a list whose members are mostly of like size. */
function itemCost(magnitude: number, magnitudeBefore: number): number {
  return magnitude + 1.5 + 0.8 * Math.abs(magnitude - magnitudeBefore);
}

/** Bits of one varint value of a field, from its place and size. Negative numbers take ten bytes but are common. */
export function varintValueCost(bytes: Uint8Array, start: number, size: number): number {
  if (size === 10) return 20;
  return 2 + 7 * (size - 1) + magnitudeOf(bytes[start + size - 1] ?? 0);
}

/** Bits of one fixed value of a field: as an integer or as a floating-point number, whichever is shorter. */
export function fixedValueCost(bytes: Uint8Array, start: number, size: 4 | 8): number {
  return Math.min(6 + significantBits(bytes, start, size), fixedFloatCost(bytes, start, size));
}

/** A float of everyday size costs its sign, a few bits of exponent and the mantissa down to its last set bit. */
function fixedFloatCost(bytes: Uint8Array, start: number, size: 4 | 8): number {
  const high = bytes[start + size - 1] ?? 0;
  const next = bytes[start + size - 2] ?? 0;
  const exponent = size === 4 ? ((high & 0x7f) << 1) | (next >> 7) : ((high & 0x7f) << 4) | (next >> 4);
  const middle = size === 4 ? 127 : 1023;
  const width = size === 4 ? 23 : 52;
  const distance = Math.abs(exponent - middle);
  if (distance > 40) return Number.POSITIVE_INFINITY;
  const mantissa = Math.max(0, width - trailingZeroBits(bytes, start, size));
  return 6 + distance / 2 + mantissa;
}

/** Bits up to the highest set one; for small negative numbers, up to the highest unset one. */
function significantBits(bytes: Uint8Array, start: number, size: number): number {
  const fill = (bytes[start + size - 1] ?? 0) === 0xff ? 0xff : 0;
  for (let index = size - 1; index >= 0; index--) {
    const byte = (bytes[start + index] ?? 0) ^ fill;
    if (byte !== 0) return 8 * index + magnitudeOf(byte);
  }
  return 0;
}

function trailingZeroBits(bytes: Uint8Array, start: number, size: number): number {
  for (let index = 0; index < size; index++) {
    const byte = bytes[start + index] ?? 0;
    if (byte !== 0) return 8 * index + (31 - Math.clz32(byte & -byte));
  }
  return 8 * size;
}

/** Bits of a small number: 0 for 0, 1 for 1, 8 for 255. */
export function magnitudeOf(value: number): number {
  return 32 - Math.clz32(value);
}

function measuredEnd(start: number, end: number): number {
  return Math.min(end, start + MEASURED_BYTES);
}

function scaled(bits: number, start: number, stop: number, end: number): number {
  return stop === end || stop === start ? bits : (bits * (end - start)) / (stop - start);
}
