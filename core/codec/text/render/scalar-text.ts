import type { ValuePlan } from "../../plan/field-plan.ts";
import {
  BOOL,
  BYTES,
  DOUBLE,
  ENUM,
  FIXED32,
  FIXED64,
  FLOAT,
  INT32,
  INT64,
  type Kind,
  SFIXED32,
  SFIXED64,
  SINT32,
  SINT64,
  STRING,
  UINT32,
  UINT64,
} from "../../plan/kinds.ts";
import { shortestFloat } from "../../values/float32.ts";
import { readVarint, readVarint32 } from "../../wire/read-varint.ts";
import { firstBrokenUtf8, quoteBytes, quoteText } from "./quote.ts";
import type { RenderTextState } from "./render-text-state.ts";

const TWO_32 = 4_294_967_296;

/** The scalar or enum whose payload is `start` to `end`, as the field `name` has it in the text. */
export function scalarText(
  state: RenderTextState,
  plan: ValuePlan,
  start: number,
  end: number,
  name: string,
): string {
  const { bytes, view } = state;
  switch (plan.kind) {
    case STRING:
      return stringText(state, plan, start, end, name);
    case BYTES:
      return quoteBytes(state.writer, bytes, start, end);
    case BOOL:
      readVarint(bytes, start, state);
      return state.low === 0 && state.high === 0 ? "false" : "true";
    case DOUBLE:
      return floatingText(view.getFloat64(start, true), String);
    case FLOAT:
      return floatingText(view.getFloat32(start, true), shortestFloat);
    case ENUM:
      return enumText(plan, readVarint32(bytes, start));
    default:
      return integerText(state, plan.kind, start);
  }
}

/** What a value is when it is not on the wire, as in a map entry without one. */
export function defaultText(plan: ValuePlan): string {
  switch (plan.kind) {
    case STRING:
    case BYTES:
      return '""';
    case BOOL:
      return "false";
    case ENUM:
      return enumText(plan, plan.enumeration?.closed === true ? (firstNumber(plan) ?? 0) : 0);
    default:
      return "0";
  }
}

function firstNumber(plan: ValuePlan): number | undefined {
  return plan.enumeration?.names.keys().next().value;
}

function stringText(
  state: RenderTextState,
  plan: ValuePlan,
  start: number,
  end: number,
  name: string,
): string {
  const bad = firstBrokenUtf8(state.bytes, start, end);
  if (bad >= 0) {
    const message = `The string has bytes at ${bad} that are no UTF-8; the text shows them as escapes.`;
    state.report(plan.validatesUtf8 ? "invalid-utf8" : "unchecked-utf8", bad, end, message, "", name);
  }
  return quoteText(state.writer, state.bytes, start, end);
}

function floatingText(value: number, decimal: (value: number) => string): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return Object.is(value, -0) ? "-0" : decimal(value);
}

function enumText(plan: ValuePlan, number: number): string {
  return plan.enumeration?.names.get(number) ?? String(number);
}

function integerText(state: RenderTextState, kind: Kind, start: number): string {
  const { bytes, view } = state;
  switch (kind) {
    case INT32:
      return String(readVarint32(bytes, start) | 0);
    case UINT32:
      return String(readVarint32(bytes, start) >>> 0);
    case SINT32: {
      const value = readVarint32(bytes, start);
      return String((value >>> 1) ^ -(value & 1));
    }
    case FIXED32:
      return String(view.getUint32(start, true));
    case SFIXED32:
      return String(view.getInt32(start, true));
    case FIXED64:
      return String(view.getBigUint64(start, true));
    case SFIXED64:
      return String(view.getBigInt64(start, true));
    default:
      readVarint(bytes, start, state);
      return varintText(state.low, state.high, kind);
  }
}

/** A 64-bit varint, given as two unsigned halves, as the integer that its kind makes of it. */
export function varintText(low: number, high: number, kind: Kind): string {
  if (kind === UINT64 || (high === 0 && kind === INT64)) return unsignedText(low, high);
  const bits = (BigInt(high) << 32n) | BigInt(low);
  if (kind === SINT64) return String((bits >> 1n) ^ -(bits & 1n));
  return String(BigInt.asIntN(64, bits));
}

function unsignedText(low: number, high: number): string {
  return high < 0x20_0000 ? String(high * TWO_32 + low) : String((BigInt(high) << 32n) | BigInt(low));
}
