import { type Outcome, REFUSED, WRITTEN, ZERO } from "../../encode/encode-state.ts";
import { integerExpectation, integerRange, lowBitsOf } from "../../encode/integers.ts";
import type { Kind } from "../../plan/kinds.ts";
import type { ByteSink } from "../../wire/byte-sink.ts";
import { writeIntegerBits } from "../../wire/write-integer.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { refuseValue } from "./refuse-value.ts";

const TWO_32 = 4_294_967_296;
/** So many digits of any base up to 16 are exact as a double. */
const EXACT_DIGITS = 13;
const MOST_DIGITS = 40;

/** Writes the integer at the cursor: decimal, hexadecimal or octal, with or without a sign. Every digit counts. */
export function writeInteger(state: EncodeTextState, kind: Kind): Outcome {
  const value = readInteger(state, kind, integerExpectation(kind), "");
  if (value === undefined) return REFUSED;
  writeBits(state.sink, kind, value);
  return value === 0 || value === 0n ? ZERO : WRITTEN;
}

/** Reads an integer within the range of its kind; undefined, with a finding, when there is none. The value is passed. */
export function readInteger(
  state: EncodeTextState,
  kind: Kind,
  expected: string,
  hint: string,
): number | bigint | undefined {
  const { cursor } = state;
  const { start } = cursor;
  const isNegative = cursor.take("-");
  if (cursor.kind !== "integer") {
    refuseValue(state, expected, hint, start);
    return undefined;
  }
  const magnitude = magnitudeOf(cursor.token());
  cursor.advance();
  const value = magnitude === undefined || !isNegative ? magnitude : -magnitude;
  const [least, most] = integerRange(kind);
  // Unsigned kinds take no sign at all: other parsers refuse -0 too.
  const isMisplaced = isNegative && least === 0n;
  if (value !== undefined && !isMisplaced && value >= least && value <= most) return value;
  if (value !== undefined && state.isLenient) {
    const { sent, words } = lowBitsOf(kind, BigInt(value));
    state.warn("out-of-range", start, cursor.lastEnd, `${state.excerpt(start, cursor.lastEnd)} ${words}`);
    return sent;
  }
  state.refuseSpan("out-of-range", expected, start, cursor.lastEnd, hint);
  return undefined;
}

/** The value of an integer token; undefined when it has more digits than any integer. */
function magnitudeOf(token: string): number | bigint | undefined {
  const isHexadecimal = /^0[xX]/.test(token);
  const digits = token.replace(/^0[xX]?0*/, "");
  if (digits === "") return 0;
  if (digits.length > MOST_DIGITS) return undefined;
  const literal = `${isHexadecimal ? "0x" : token.startsWith("0") ? "0o" : ""}${digits}`;
  return digits.length <= EXACT_DIGITS ? Number(literal) : BigInt(literal);
}

function writeBits(sink: ByteSink, kind: Kind, value: number | bigint): void {
  const isBig = typeof value === "bigint";
  const low = isBig ? Number(BigInt.asUintN(32, value)) : value >>> 0;
  const high = isBig ? Number(BigInt.asUintN(32, value >> 32n)) : Math.floor(value / TWO_32) >>> 0;
  writeIntegerBits(sink, kind, low, high);
}
