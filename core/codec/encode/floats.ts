import { DOT, isDigit, LOWER_E, MINUS, QUOTE, UPPER_E, ZERO } from "../json/characters.ts";
import { passNumber } from "../json/cursor.ts";
import { DOUBLE, FLOAT, type Kind, kindName } from "../plan/kinds.ts";
import { nearestFloat } from "../values/float32.ts";
import type { EncodeState } from "./encode-state.ts";

const POWERS_OF_TEN = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** Up to 15 digits over a power of ten up to 10²² is one correctly rounded division. */
const EXACT_DIGITS = 15;
/** Below 10⁷ every whole number is exact as a float, and as a double. */
const MOST_WHOLE_DIGITS = 7;

/** Reads a double or float, a number or a quoted one, into `state.floating`. False when it was refused. */
export function readFloating(state: EncodeState, kind: Kind): boolean {
  const cursor = state.cursor;
  const code = cursor.peek();
  if (code === QUOTE) return readQuoted(state, kind);
  if (code !== MINUS && !isDigit(code)) {
    const isLiteral = cursor.kindOf(code) === "none";
    if (isLiteral) cursor.failValue();
    else state.refuseType(floatExpectation(kind));
    return false;
  }
  if (readPlainDecimal(state, kind)) return true;
  const start = cursor.position;
  if (!cursor.scanNumber()) return false;
  return convertFloating(state, kind, cursor.text.substring(start, cursor.position), start, cursor.position);
}

/** Reads a decimal without an exponent; false when it is another case, or a whole number that may not be exact. */
function readPlainDecimal(state: EncodeState, kind: Kind): boolean {
  const text = state.cursor.text;
  const start = state.cursor.position;
  const first = text.charCodeAt(start) === MINUS ? start + 1 : start;
  let at = first;
  let value = 0;
  let pointAt = -1;
  let code = text.charCodeAt(at);
  for (;;) {
    if (code >= 0x30 && code <= 0x39) value = value * 10 + (code - 0x30);
    else if (code === DOT && pointAt < 0) pointAt = at;
    else break;
    at += 1;
    code = text.charCodeAt(at);
  }
  const whole = (pointAt < 0 ? at : pointAt) - first;
  const fraction = pointAt < 0 ? 0 : at - pointAt - 1;
  if (code === LOWER_E || code === UPPER_E || code === DOT) return false;
  if (whole === 0 || (pointAt >= 0 && fraction === 0)) return false;
  if (whole > 1 && text.charCodeAt(first) === ZERO) return false;
  if (kind === DOUBLE && whole + fraction <= EXACT_DIGITS) {
    const magnitude = value / (POWERS_OF_TEN[fraction] ?? 1);
    state.floating = first === start ? magnitude : -magnitude;
  } else if (whole <= MOST_WHOLE_DIGITS) {
    const token = text.substring(start, at);
    state.floating = kind === DOUBLE ? Number(token) : nearestFloat(token);
  } else return false;
  state.cursor.position = at;
  return true;
}

function readQuoted(state: EncodeState, kind: Kind): boolean {
  const cursor = state.cursor;
  const start = cursor.position;
  if (!cursor.scanString()) return false;
  return convertFloating(state, kind, cursor.tokenText(), start, cursor.position);
}

function convertFloating(state: EncodeState, kind: Kind, token: string, start: number, end: number): boolean {
  const isQuoted = state.cursor.text.charCodeAt(start) === QUOTE;
  if (isQuoted && (token === "NaN" || token === "Infinity" || token === "-Infinity")) {
    state.floating = Number(token);
    return true;
  }
  if (passNumber(token, 0) !== token.length) {
    const hint = /^[+-]?(nan|inf(inity)?)$/i.test(token)
      ? 'The names are "NaN", "Infinity" and "-Infinity".'
      : "";
    const message = `Expected ${floatExpectation(kind)}, but found ${state.excerpt(start, end)}.`;
    state.refuse("wrong-type", start, end, message, hint);
    return false;
  }
  const value = kind === FLOAT ? nearestFloat(token) : Number(token);
  if (!Number.isFinite(value) && state.isLenient) {
    const message = `${state.excerpt(start, end)} is out of the range of ${kindName(kind)}: ${value} is sent.`;
    state.warn("out-of-range", start, end, message);
    state.floating = value;
    return true;
  }
  if (!Number.isFinite(value)) {
    const message = `Expected ${floatExpectation(kind)}, but ${state.excerpt(start, end)} is out of its range.`;
    state.refuse("out-of-range", start, end, message);
    return false;
  }
  warnWhenRounded(state, kind, token, value, start, end);
  state.floating = value;
  return true;
}

/** A whole number that a double or float cannot hold would travel as another one: that is worth a word. */
function warnWhenRounded(
  state: EncodeState,
  kind: Kind,
  token: string,
  value: number,
  start: number,
  end: number,
): void {
  if (Math.abs(value) < 16_777_216 || token.length > 400 || !/^-?\d+$/.test(token)) return;
  const sent = BigInt(value);
  if (BigInt(token) === sent) return;
  const message = `${state.excerpt(start, end)} has no exact ${kindName(kind)}: ${sent} is sent.`;
  state.warn("rounded", start, end, message, "Use an integer or string field where every digit counts.");
}

function floatExpectation(kind: Kind): string {
  return `a number (${kindName(kind)})`;
}
