import type { ValuePlan } from "../plan/field-plan.ts";
import {
  BOOL,
  BYTES,
  ENUM,
  INT32,
  SINT32,
  STRING,
  UINT32,
  WIRE_I32,
  WIRE_I64,
  WIRE_LEN,
} from "../plan/kinds.ts";
import { checkUtf8 } from "../render/check-record.ts";
import type { RenderState } from "../render/render-state.ts";
import type { ByteSink } from "../wire/byte-sink.ts";
import { readVarint } from "../wire/read-varint.ts";

/**
 * Writes the payload `start` to `end` of a scalar or enum as a serializer would: varints in their shortest form, 32-bit
 * values cut to 32 bits, booleans 0 or 1. Answers true when it is zero or empty.
 */
export function normalizeScalar(
  state: RenderState,
  sink: ByteSink,
  plan: ValuePlan,
  start: number,
  end: number,
): boolean {
  switch (plan.wireType) {
    case WIRE_LEN:
      sink.varint32(end - start);
      sink.raw(state.bytes.subarray(start, end));
      if (plan.kind === STRING && plan.validatesUtf8) checkUtf8(state, start, end);
      return start === end;
    case WIRE_I32:
    case WIRE_I64:
      sink.raw(state.bytes.subarray(start, end));
      return state.bytes.subarray(start, end).every((byte) => byte === 0);
    default:
      return normalizeVarint(state, sink, plan, start);
  }
}

/** Writes what a value is when it is not on the wire, as in a map entry without one. */
export function normalizeDefault(sink: ByteSink, plan: ValuePlan): void {
  if (plan.kind === STRING || plan.kind === BYTES) sink.varint32(0);
  else if (plan.wireType === WIRE_I32) sink.fixed32(0);
  else if (plan.wireType === WIRE_I64) sink.fixed64(0, 0);
  else sink.varint32(plan.kind === ENUM ? firstNumber(plan) : 0);
}

function firstNumber(plan: ValuePlan): number {
  return plan.enumeration?.closed === true ? (plan.enumeration.names.keys().next().value ?? 0) : 0;
}

function normalizeVarint(state: RenderState, sink: ByteSink, plan: ValuePlan, start: number): boolean {
  readVarint(state.bytes, start, state);
  const { kind } = plan;
  if (kind === BOOL) {
    state.low = state.low !== 0 || state.high !== 0 ? 1 : 0;
    state.high = 0;
  } else if (kind === INT32 || kind === ENUM) state.high = (state.low | 0) < 0 ? 0xffff_ffff : 0;
  else if (kind === UINT32 || kind === SINT32) state.high = 0;
  sink.varint64(state.low, state.high);
  return state.low === 0 && state.high === 0;
}
