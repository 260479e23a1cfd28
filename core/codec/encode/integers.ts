import { DOT, isDigit, LOWER_E, MINUS, QUOTE, UPPER_E, ZERO } from "../json/characters.ts";
import { passNumber } from "../json/cursor.ts";
import {
  FIXED32,
  FIXED64,
  INT32,
  type Kind,
  kindName,
  SFIXED32,
  SINT32,
  UINT32,
  UINT64,
} from "../plan/kinds.ts";
import { exactInteger } from "../values/exact-integer.ts";
import type { EncodeState } from "./encode-state.ts";

const TWO_32 = 4_294_967_296;
/** Any whole number of so many digits is exact as a double. */
const EXACT_DIGITS = 15;
/** The longest 64-bit integer. */
const MOST_DIGITS = 20;

/**
 * Reads an integer, quoted or not, into `state.low` and `state.high`. Every digit counts: nothing passes through a
 * double that could not hold it. Exponents are allowed where the value is whole. False when it was refused.
 */
export function readInteger(state: EncodeState, kind: Kind): boolean {
  const cursor = state.cursor;
  const code = cursor.peek();
  const isQuoted = code === QUOTE;
  if (!isQuoted && code !== MINUS && !isDigit(code)) {
    state.refuseType(integerExpectation(kind));
    return false;
  }
  const end = readPlainInteger(state, kind, cursor.position + (isQuoted ? 1 : 0), isQuoted);
  if (end > 0) {
    cursor.position = end;
    return true;
  }
  return readUnusualInteger(state, kind, isQuoted);
}

/** Reads up to 20 plain digits; answers with the offset after the token, or 0 when it is another case or out of range. */
function readPlainInteger(state: EncodeState, kind: Kind, start: number, isQuoted: boolean): number {
  const text = state.cursor.text;
  let at = start;
  const isNegative = text.charCodeAt(at) === MINUS;
  if (isNegative) at += 1;
  const first = at;
  let value = 0;
  let code = text.charCodeAt(at);
  const exactEnd = at + EXACT_DIGITS;
  while (code >= 0x30 && code <= 0x39 && at < exactEnd) {
    value = value * 10 + (code - 0x30);
    at += 1;
    code = text.charCodeAt(at);
  }
  let rest = 0;
  let scale = 1;
  while (code >= 0x30 && code <= 0x39) {
    rest = rest * 10 + (code - 0x30);
    scale *= 10;
    at += 1;
    code = text.charCodeAt(at);
  }
  const digits = at - first;
  if (digits === 0 || digits > MOST_DIGITS) return 0;
  if (digits > 1 && text.charCodeAt(first) === ZERO) return 0;
  if (isQuoted ? code !== QUOTE : code === DOT || code === LOWER_E || code === UPPER_E) return 0;
  if (!setInteger(state, kind, isNegative, value, scale, rest)) return 0;
  return isQuoted ? at + 1 : at;
}

/** Sets ±(value × scale + rest), where value has at most 15 digits and scale at most five zeros. False when out of range. */
function setInteger(
  state: EncodeState,
  kind: Kind,
  isNegative: boolean,
  value: number,
  scale: number,
  rest: number,
): boolean {
  let high = Math.floor(value / TWO_32);
  let low = value - high * TWO_32;
  if (scale !== 1) {
    // Every product stays below 2⁵³: low × scale < 2⁴⁹, high × scale < 2³⁵.
    const sum = low * scale + rest;
    const carry = Math.floor(sum / TWO_32);
    low = sum - carry * TWO_32;
    high = high * scale + carry;
  }
  if (!fits(kind, isNegative, low, high)) return false;
  setHalves(state, isNegative, low, high);
  return true;
}

/** True when ±(high × 2³² + low) is a value of an integer kind. */
function fits(kind: Kind, isNegative: boolean, low: number, high: number): boolean {
  switch (kind) {
    case INT32:
    case SINT32:
    case SFIXED32:
      return high === 0 && low <= (isNegative ? 0x8000_0000 : 0x7fff_ffff);
    case UINT32:
    case FIXED32:
      return high === 0 && (!isNegative || low === 0);
    case UINT64:
    case FIXED64:
      return high < TWO_32 && (!isNegative || (high === 0 && low === 0));
    default:
      return high < 0x8000_0000 || (isNegative && high === 0x8000_0000 && low === 0);
  }
}

function setHalves(state: EncodeState, isNegative: boolean, low: number, high: number): void {
  if (!isNegative) {
    state.low = low >>> 0;
    state.high = high >>> 0;
    return;
  }
  state.low = -low >>> 0;
  state.high = (low === 0 ? -high : ~high) >>> 0;
}

function readUnusualInteger(state: EncodeState, kind: Kind, isQuoted: boolean): boolean {
  const cursor = state.cursor;
  const start = cursor.position;
  if (!(isQuoted ? cursor.scanString() : cursor.scanNumber())) return false;
  return convertInteger(state, kind, cursor.tokenText(), start, cursor.position);
}

/** Converts a number of JSON's grammar, from a text span, into `state.low` and `state.high`. False when it was refused. */
export function convertInteger(
  state: EncodeState,
  kind: Kind,
  token: string,
  start: number,
  end: number,
): boolean {
  if (passNumber(token, 0) !== token.length) {
    const message = `Expected ${integerExpectation(kind)}, but found ${state.excerpt(start, end)}.`;
    state.refuse("wrong-type", start, end, message);
    return false;
  }
  if (/^-?\d{1,15}$/.test(token)) {
    const isNegative = token.startsWith("-");
    if (setInteger(state, kind, isNegative, Math.abs(Number(token)), 1, 0)) return true;
  }
  const value = exactInteger(token);
  const [least, most] = integerRange(kind);
  if (typeof value === "bigint" && value >= least && value <= most) {
    state.low = Number(BigInt.asUintN(32, value));
    state.high = Number(BigInt.asUintN(32, value >> 32n));
    return true;
  }
  if (typeof value === "bigint" && state.isLenient) {
    sendLowBits(state, kind, value, start, end);
    return true;
  }
  const isFraction = value === "fraction";
  const message = `Expected ${integerExpectation(kind)}, but found ${state.excerpt(start, end)}.`;
  state.refuse(isFraction ? "not-whole" : "out-of-range", start, end, message);
  return false;
}

function sendLowBits(state: EncodeState, kind: Kind, value: bigint, start: number, end: number): void {
  const { sent, words } = lowBitsOf(kind, value);
  state.low = Number(BigInt.asUintN(32, sent));
  state.high = Number(BigInt.asUintN(32, sent >> 32n));
  state.warn("out-of-range", start, end, `${state.excerpt(start, end)} ${words}`);
}

/**
 * What a lenient encoder makes of an integer that does not fit, which is what a cast of C makes of it, and words that
 * go on after the number as it was written.
 */
export function lowBitsOf(kind: Kind, value: bigint): { readonly sent: bigint; readonly words: string } {
  const [least, most] = integerRange(kind);
  const bits = most < TWO_32 ? 32 : 64;
  const sent = least < 0n ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
  return {
    sent,
    words: `is out of the range of ${kindName(kind)}: ${sent} is sent, its low ${bits} bits.`,
  };
}

/** The least and the greatest value of an integer kind. */
export function integerRange(kind: Kind): readonly [bigint, bigint] {
  switch (kind) {
    case INT32:
    case SINT32:
    case SFIXED32:
      return [-2_147_483_648n, 2_147_483_647n];
    case UINT32:
    case FIXED32:
      return [0n, 4_294_967_295n];
    case UINT64:
    case FIXED64:
      return [0n, 18_446_744_073_709_551_615n];
    default:
      return [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n];
  }
}

/** What an integer field takes, in words. */
export function integerExpectation(kind: Kind): string {
  const [least, most] = integerRange(kind);
  return `a whole number from ${least} to ${most} (${kindName(kind)})`;
}
