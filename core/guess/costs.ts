import { findInvalidUtf8 } from "../wire/utf8.ts";

/**
 * Description lengths in bits: how many a sender would need to say just these bytes, had they been text, a packed
 * list or plain bytes. The shortest description is the likeliest reading. Long bodies are measured by their
 * beginning and scaled.
 */
const MEASURED_BYTES = 8192;

/** Places of the readings in a cost list. */
export const Cost = {
  text: 0,
  packedVarint: 1,
  packed32: 2,
  packed64: 3,
  embeddedFrame: 4,
  bytes: 5,
  message: 6,
  brokenMessage: 7,
} as const;

/** How many costs there are. */
export const COST_COUNT = 8;

const TEXT_START = 3;
const BYTES_START = 12;
const BYTE = 8.1;
const SAME_BYTE = 4;
const PACKED_VARINT_START = 10;
const PACKED_FIXED_START = 12;
const EMBEDDED_FRAME_START = 14;

/** Bits of each ASCII character in ordinary text, and of each lead byte in UTF-8; further bytes are free. */
const CHARACTER_BITS = characterBits();

function characterBits(): Float64Array {
  const bits = new Float64Array(256).fill(8);
  bits.fill(16, 0, 0x20);
  for (const unit of [9, 10, 13]) bits[unit] = 9;
  bits.fill(6, 0x30, 0x3a);
  bits.fill(6, 0x41, 0x5b);
  bits.fill(5, 0x61, 0x7b);
  for (const character of "-_./:,@") bits[character.charCodeAt(0)] = 7;
  bits[0x20] = 5;
  bits[0x7f] = 16;
  bits.fill(0, 0x80, 0xc0);
  bits.fill(10, 0xc0, 0xe0);
  bits.fill(14, 0xe0, 0xf0);
  bits.fill(20, 0xf0, 0x100);
  return bits;
}

/** Fills in the costs of all readings but messages; infinite for those that cannot be. */
export function measureFlat(costs: Float64Array, bytes: Uint8Array, start: number, end: number): void {
  measureByBytes(costs, bytes, start, end);
  const length = end - start;
  costs[Cost.packed32] = length % 4 === 0 ? packedFixedCost(bytes, start, end, 4) : Number.POSITIVE_INFINITY;
  costs[Cost.packed64] = length % 8 === 0 ? packedFixedCost(bytes, start, end, 8) : Number.POSITIVE_INFINITY;
  costs[Cost.embeddedFrame] = embeddedFrameCost(bytes, start, end);
  costs[Cost.message] = Number.POSITIVE_INFINITY;
  costs[Cost.brokenMessage] = Number.POSITIVE_INFINITY;
}

/** Text, packed varints and bytes, in one pass. */
function measureByBytes(costs: Float64Array, bytes: Uint8Array, start: number, end: number): void {
  const stop = measuredEnd(start, end);
  let text = 0;
  let plain = 0;
  let packed = (bytes[end - 1] ?? 0x80) < 0x80 ? 0 : Number.POSITIVE_INFINITY;
  let before = -1;
  let all = 0;
  let size = 0;
  let magnitudeBefore = 2;
  for (let at = start; at < stop; at++) {
    const byte = bytes[at] ?? 0;
    all |= byte;
    text += CHARACTER_BITS[byte] ?? 8;
    plain += byte === before ? SAME_BYTE : BYTE;
    before = byte;
    size++;
    if (byte < 0x80) {
      if (byte === 0 && size > 1) packed = Number.POSITIVE_INFINITY;
      const magnitude = 7 * (size - 1) + magnitudeOf(byte);
      packed += itemCost(magnitude, magnitudeBefore);
      magnitudeBefore = magnitude;
      size = 0;
    } else if (size >= 10) packed = Number.POSITIVE_INFINITY;
  }
  const scale = stop > start ? (end - start) / (stop - start) : 1;
  const isText = all < 0x80 ? stop === end || isAscii(bytes, stop, end) : false;
  const valid = isText || findInvalidUtf8(bytes, start, end) === undefined;
  costs[Cost.text] = valid ? TEXT_START + text * scale : Number.POSITIVE_INFINITY;
  costs[Cost.packedVarint] = PACKED_VARINT_START + packed * scale;
  costs[Cost.bytes] = BYTES_START + plain * scale;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if ((bytes[at] ?? 0) >= 0x80) return false;
  }
  return true;
}

/** Bits as a packed list of 4- or 8-byte values. */
function packedFixedCost(bytes: Uint8Array, start: number, end: number, size: 4 | 8): number {
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
  return PACKED_FIXED_START + (stop > start ? (bits * (end - start)) / (stop - start) : 0);
}

/** Bits as a gRPC frame kept in a bytes field; infinite when the header's length is not that of the rest. */
function embeddedFrameCost(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 6 || (bytes[start] ?? 2) > 1) return Number.POSITIVE_INFINITY;
  let length = 0;
  for (let at = start + 1; at < start + 5; at++) length = length * 256 + (bytes[at] ?? 0);
  return length === end - start - 5 ? EMBEDDED_FRAME_START + 6 * length : Number.POSITIVE_INFINITY;
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
  const distance = Math.abs(exponent - (size === 4 ? 127 : 1023));
  if (distance > 40) return Number.POSITIVE_INFINITY;
  const mantissa = Math.max(0, (size === 4 ? 23 : 52) - trailingZeroBits(bytes, start, size));
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
