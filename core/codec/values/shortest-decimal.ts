/**
 * The shortest decimal that is read back as the same number, written without a string in between.
 *
 * The number is scaled by a power of ten to 17 (doubles) or 9 (floats) digits before the point, in double-double
 * arithmetic, whose error is some 2⁻¹⁰⁰ of it. Every decimal nearer than half a unit in the last place is read back as
 * the number; the one with the most zeros at its end is the shortest. Where the arithmetic cannot be sure (a tie, or
 * closer to a limit than its error), and for powers of two, whose limits are not symmetric, it says so.
 */

import { digitCount } from "./digit-count.ts";

/** The two addends whose sum is a power of ten, to 106 bits. */
interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

const LEAST_POWER = -290;
const MOST_POWER = 310;
/** Magnitudes between which no step over- or underflows. */
const LEAST = 1e-280;
const MOST = 1e280;
/** Far more than the error of the scaled number, and far less than its unit. */
const DOUBT = 2 ** -20;
const SPLITTER = 134_217_729;
const HUNDRED_MILLION = 100_000_000;
const LOG10_2 = Math.log10(2);

const powers: (DoubleDouble | undefined)[] = [];
const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** The digits found last. */
const digits = new Uint8Array(20);

/** Writes the shortest decimal of a positive finite number; answers with the offset after it, or -1 when it is not sure. */
export function appendShortest(buffer: Uint8Array, at: number, value: number, isFloat: boolean): number {
  if (!(value >= LEAST && value <= MOST)) return -1;
  double[0] = value;
  const high = words[1] ?? 0;
  // A float in a double has 29 zero bits; without any other bit it is a power of two.
  if ((high & 0xf_ffff) === 0 && words[0] === 0) return -1;
  const exponent = (high >>> 20) - 1023;
  if (isFloat && exponent < -126) return -1;
  const scale = (isFloat ? 8 : 16) - Math.floor(exponent * LOG10_2);
  const power = powerOfTen(scale);
  if (power === undefined) return -1;
  words[1] = high & 0x7ff0_0000;
  words[0] = 0;
  const margin = (double[0] ?? 0) * (isFloat ? 2 ** -24 : 2 ** -53) * power.high;
  const count = findDigits(value, power, margin);
  return count === 0 ? -1 : format(buffer, at, count, scale);
}

/** Puts the digits of value × power on `digits`; answers with how many there are before the point, 0 when it is not sure. */
function findDigits(value: number, power: DoubleDouble, margin: number): number {
  const product = value * power.high;
  const error = productError(value, power.high, product) + value * power.low;
  let upper = Math.floor(product / HUNDRED_MILLION);
  let lower = product - upper * HUNDRED_MILLION + error;
  if (lower < 0) {
    upper -= 1;
    lower += HUNDRED_MILLION;
  }
  let rounded = nearest(lower, 1, 1, margin);
  if (rounded < 0) return 0;
  let inverse = 1;
  for (let unit = 10; unit <= HUNDRED_MILLION; unit *= 10) {
    inverse *= 0.1;
    const shorter = nearest(lower, unit, inverse, margin);
    if (shorter === UNSURE) return 0;
    if (shorter === TOO_FAR) break;
    rounded = shorter;
  }
  if (rounded === HUNDRED_MILLION) {
    upper += 1;
    rounded = 0;
  }
  return putDigits(upper, rounded);
}

const TOO_FAR = -1;
const UNSURE = -2;

/** The multiple of `unit` nearest to a number, unless it is farther than `margin` or that is not sure. */
function nearest(value: number, unit: number, inverse: number, margin: number): number {
  const multiple = Math.floor(value * inverse + 0.5) * unit;
  const distance = Math.abs(value - multiple);
  if (distance > margin + DOUBT) return TOO_FAR;
  const isTie = Math.abs(distance * 2 - unit) < DOUBT * 2;
  return isTie || distance > margin - DOUBT ? UNSURE : multiple;
}

/** The error of a product: `a * b === product + productError(a, b, product)`, exactly (Dekker). */
function productError(a: number, b: number, product: number): number {
  const aScaled = a * SPLITTER;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = b * SPLITTER;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

function putDigits(upper: number, lower: number): number {
  const count = digitCount(upper);
  let rest = upper | 0;
  for (let at = count - 1; at >= 0; at -= 1) {
    const quotient = (rest / 10) | 0;
    digits[at] = 0x30 + (rest - quotient * 10);
    rest = quotient;
  }
  rest = lower | 0;
  for (let at = count + 7; at >= count; at -= 1) {
    const quotient = (rest / 10) | 0;
    digits[at] = 0x30 + (rest - quotient * 10);
    rest = quotient;
  }
  return count + 8;
}

/** Writes the digits in the form of JavaScript's numbers: a plain decimal from 10⁻⁶ up to 10²¹, else an exponent. */
function format(buffer: Uint8Array, at: number, count: number, scale: number): number {
  let length = count;
  while (length > 1 && digits[length - 1] === 0x30) length -= 1;
  // The number is 0.d₁d₂… × 10^point.
  const point = count - scale;
  if (point > 21 || point <= -6) return formatExponent(buffer, at, length, point - 1);
  if (point <= 0) {
    buffer[at] = 0x30;
    buffer[at + 1] = 0x2e;
    return putDigitsAt(buffer, putZeros(buffer, at + 2, -point), 0, length);
  }
  if (point >= length) return putZeros(buffer, putDigitsAt(buffer, at, 0, length), point - length);
  const pointAt = putDigitsAt(buffer, at, 0, point);
  buffer[pointAt] = 0x2e;
  return putDigitsAt(buffer, pointAt + 1, point, length);
}

function putZeros(buffer: Uint8Array, at: number, count: number): number {
  for (let index = 0; index < count; index += 1) buffer[at + index] = 0x30;
  return at + count;
}

function putDigitsAt(buffer: Uint8Array, at: number, first: number, end: number): number {
  for (let index = first; index < end; index += 1) buffer[at + index - first] = digits[index] ?? 0;
  return at + end - first;
}

function formatExponent(buffer: Uint8Array, at: number, length: number, exponent: number): number {
  let out = at;
  for (let index = 0; index < length; index += 1) {
    if (index === 1) {
      buffer[out] = 0x2e;
      out += 1;
    }
    buffer[out] = digits[index] ?? 0;
    out += 1;
  }
  const suffix = exponent < 0 ? `e${exponent}` : `e+${exponent}`;
  for (let index = 0; index < suffix.length; index += 1) buffer[out + index] = suffix.charCodeAt(index);
  return out + suffix.length;
}

/** A power of ten, worked out exactly when it is first asked for; undefined outside what is needed. */
function powerOfTen(exponent: number): DoubleDouble | undefined {
  if (exponent < LEAST_POWER || exponent > MOST_POWER) return undefined;
  const index = exponent - LEAST_POWER;
  let power = powers[index];
  if (power === undefined) {
    power = computePower(exponent);
    powers[index] = power;
  }
  return power;
}

function computePower(exponent: number): DoubleDouble | undefined {
  const high = Number(`1e${exponent}`);
  if (!Number.isFinite(high)) return undefined;
  // high = mantissa × 2^shift; the rest of the power, scaled to an integer, is a fraction of whole numbers.
  double[0] = high;
  const shift = ((words[1] ?? 0) >>> 20) - 1075;
  const mantissa = (BigInt(((words[1] ?? 0) & 0xf_ffff) | 0x10_0000) << 32n) | BigInt(words[0] ?? 0);
  const tens = 10n ** BigInt(Math.abs(exponent));
  const twos = 1n << BigInt(Math.abs(shift));
  const over =
    (exponent >= 0 ? tens : 1n) * (shift < 0 ? twos : 1n) -
    mantissa * (exponent < 0 ? tens : 1n) * (shift > 0 ? twos : 1n);
  const under = (exponent < 0 ? tens : 1n) * (shift < 0 ? twos : 1n);
  const bits = shift < 0 ? 120 - shift : 60;
  const scaled = Number((over << BigInt(bits)) / under);
  // In two steps, for 2 to the power of all bits may be too small for a double.
  return { high, low: scaled * 2 ** -(bits >> 1) * 2 ** -(bits - (bits >> 1)) };
}
