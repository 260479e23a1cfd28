import { DOT, isDigit, LOWER_E, MINUS, QUOTE, UPPER_E, ZERO } from "../json/characters.ts";
import { passNumber } from "../json/cursor.ts";
import {
  FIXED32,
  FIXED64,
  INT32,
  INT64,
  type Kind,
  kindName,
  SFIXED32,
  SFIXED64,
  SINT32,
  SINT64,
  UINT32,
  UINT64,
} from "../plan/kinds.ts";
import { exactInteger } from "../values/exact-integer.ts";
import type { EncodeState } from "./encode-state.ts";

const TWO_32 = 4_294_967_296;
/** Any whole number of so many digits is exact as a double. */
const EXACT_DIGITS = 15;

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
  const end = readShortInteger(state, kind, cursor.position + (isQuoted ? 1 : 0), isQuoted);
  if (end > 0) {
    cursor.position = end;
    return true;
  }
  return readLongInteger(state, kind, isQuoted);
}

/** Reads up to 15 plain digits; answers with the offset after the token, or 0 when it is another case. */
function readShortInteger(state: EncodeState, kind: Kind, start: number, isQuoted: boolean): number {
  const text = state.cursor.text;
  let at = start;
  const isNegative = text.charCodeAt(at) === MINUS;
  if (isNegative) at += 1;
  const first = at;
  let value = 0;
  let code = text.charCodeAt(at);
  while (code >= 0x30 && code <= 0x39 && at - first <= EXACT_DIGITS) {
    value = value * 10 + (code - 0x30);
    at += 1;
    code = text.charCodeAt(at);
  }
  const digits = at - first;
  if (digits === 0 || digits > EXACT_DIGITS) return 0;
  if (digits > 1 && text.charCodeAt(first) === ZERO) return 0;
  if (isQuoted ? code !== QUOTE : code === DOT || code === LOWER_E || code === UPPER_E) return 0;
  if (!fitsShort(kind, isNegative ? -value : value)) return 0;
  setHalves(state, isNegative, value % TWO_32, Math.floor(value / TWO_32));
  return isQuoted ? at + 1 : at;
}

function fitsShort(kind: Kind, value: number): boolean {
  switch (kind) {
    case INT32:
    case SINT32:
    case SFIXED32:
      return value >= -2_147_483_648 && value <= 2_147_483_647;
    case UINT32:
    case FIXED32:
      return value >= 0 && value <= 4_294_967_295;
    case UINT64:
    case FIXED64:
      return value >= 0;
    default:
      return true;
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

function readLongInteger(state: EncodeState, kind: Kind, isQuoted: boolean): boolean {
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
  if (setPlainDigits(state, kind, token)) return true;
  const value = exactInteger(token);
  const [least, most] = integerRange(kind);
  if (typeof value === "bigint" && value >= least && value <= most) {
    state.low = Number(BigInt.asUintN(32, value));
    state.high = Number(BigInt.asUintN(32, value >> 32n));
    return true;
  }
  const isFraction = value === "fraction";
  const message = `Expected ${integerExpectation(kind)}, but found ${state.excerpt(start, end)}.`;
  state.refuse(isFraction ? "not-whole" : "out-of-range", start, end, message);
  return false;
}

/** Up to 20 plain digits of a 64-bit integer, without `BigInt`. False when it is another case or out of range. */
function setPlainDigits(state: EncodeState, kind: Kind, token: string): boolean {
  if (!is64Bit(kind)) return false;
  const isNegative = token.charCodeAt(0) === MINUS;
  const first = isNegative ? 1 : 0;
  if (token.length - first > 20) return false;
  let upper = 0;
  let lower = 0;
  for (let at = first; at < token.length; at += 1) {
    const digit = token.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return false;
    if (token.length - at > 9) upper = upper * 10 + digit;
    else lower = lower * 10 + digit;
  }
  // upper × 10⁹ + lower, in two exact pieces: the lowest 16 bits of `upper` and the rest.
  const upperPiece = Math.floor(upper / 65_536) * 1_000_000_000;
  const sum = (upperPiece % 65_536) * 65_536 + (upper % 65_536) * 1_000_000_000 + lower;
  const low = sum % TWO_32;
  const high = Math.floor(upperPiece / 65_536) + Math.floor(sum / TWO_32);
  if (!fits64(kind, isNegative, low, high)) return false;
  setHalves(state, isNegative, low, high);
  return true;
}

function is64Bit(kind: Kind): boolean {
  return kind === INT64 || kind === UINT64 || kind === FIXED64 || kind === SFIXED64 || kind === SINT64;
}

function fits64(kind: Kind, isNegative: boolean, low: number, high: number): boolean {
  if (kind === UINT64 || kind === FIXED64) return high < TWO_32 && (!isNegative || (high === 0 && low === 0));
  return high < 0x8000_0000 || (isNegative && high === 0x8000_0000 && low === 0);
}

function integerRange(kind: Kind): readonly [bigint, bigint] {
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
