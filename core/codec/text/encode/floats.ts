import { type Outcome, REFUSED, WRITTEN, ZERO } from "../../encode/encode-state.ts";
import { DOUBLE, FLOAT, type Kind, kindName } from "../../plan/kinds.ts";
import { nearestFloat } from "../../values/float32.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { refuseValue } from "./refuse-value.ts";

const LONGEST_EXACT = 400;

/** Writes the number at the cursor as a double or float: decimal, `inf` or `nan`, with or without a sign. */
export function writeFloating(state: EncodeTextState, kind: Kind): Outcome {
  const { cursor, sink } = state;
  const { start } = cursor;
  const isNegative = cursor.take("-");
  const token = cursor.kind === "string" || cursor.kind === "symbol" ? "" : cursor.token();
  const magnitude = magnitudeOf(token, kind);
  if (magnitude === undefined) {
    const hint = /^0[xX\d]/.test(token) ? "Hexadecimal and octal numbers are for integers." : "";
    refuseValue(state, `a number (${kindName(kind)})`, hint, start);
    return REFUSED;
  }
  cursor.advance();
  const value = isNegative ? -magnitude : magnitude;
  warnWhenRounded(state, kind, token, magnitude, start);
  if (kind === DOUBLE) sink.double(value);
  else sink.float(value);
  // Minus zero has a bit set, so it is not the default and is written.
  return Object.is(value, 0) ? ZERO : WRITTEN;
}

function magnitudeOf(token: string, kind: Kind): number | undefined {
  if (/^inf(inity)?$/i.test(token)) return Number.POSITIVE_INFINITY;
  if (/^nan$/i.test(token)) return Number.NaN;
  if (!/^[.\d]/.test(token) || /^0[xX\d]/.test(token)) return undefined;
  const decimal = decimalOf(token);
  return kind === FLOAT ? nearestFloat(decimal) : Number(decimal);
}

/** `.5`, `1.` and `1.5f` in the form that other readers of numbers take: digits before and after a point, no suffix. */
function decimalOf(token: string): string {
  const bare = token.replace(/[fF]$/, "").replace(/\.(?=$|[eE])/, "");
  return bare.startsWith(".") ? `0${bare}` : bare;
}

/** A number that becomes another one, or infinite, is worth a word. */
function warnWhenRounded(
  state: EncodeTextState,
  kind: Kind,
  token: string,
  magnitude: number,
  start: number,
): void {
  const end = state.cursor.lastEnd;
  const isNamed = /^[a-z]/i.test(token);
  if (!isNamed && magnitude === Number.POSITIVE_INFINITY) {
    const message = `${state.excerpt(start, end)} is out of the range of ${kindName(kind)}: it becomes infinite.`;
    state.warn("rounded", start, end, message, "Write inf where that is meant.");
    return;
  }
  if (magnitude < 16_777_216 || token.length > LONGEST_EXACT || !/^\d+$/.test(token)) return;
  const sent = BigInt(magnitude);
  if (BigInt(token) === sent) return;
  const message = `${state.excerpt(start, end)} has no exact ${kindName(kind)}: ${sent} is written.`;
  state.warn("rounded", start, end, message, "Use an integer or string field where every digit counts.");
}
