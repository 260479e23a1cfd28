import { writeUtf8String } from "../json/utf8-string.ts";
import type { ValuePlan } from "../plan/field-plan.ts";
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
} from "../plan/kinds.ts";
import { encodeBase64 } from "../values/base64.ts";
import { readVarint, readVarint32 } from "../wire/read-varint.ts";
import type { RenderState } from "./render-state.ts";

/** Writes the scalar or enum whose payload is `start` to `end` as JSON. */
export function renderScalar(state: RenderState, plan: ValuePlan, start: number, end: number): void {
  switch (plan.kind) {
    case STRING:
      renderString(state, plan, start, end);
      break;
    case BYTES:
      renderBytes(state, start, end);
      break;
    case BOOL:
      readVarint(state.bytes, start, state);
      state.text.ascii(state.low === 0 && state.high === 0 ? "false" : "true");
      break;
    case DOUBLE:
      renderFloating(state, state.view.getFloat64(start, true), false);
      break;
    case FLOAT:
      renderFloating(state, state.view.getFloat32(start, true), true);
      break;
    case ENUM:
      renderEnum(state, plan, readVarint32(state.bytes, start));
      break;
    default:
      renderInteger(state, plan.kind, start);
  }
}

/** Writes what a value is when it is not on the wire, as in a map entry without one. */
export function renderDefault(state: RenderState, plan: ValuePlan): void {
  const { text } = state;
  switch (plan.kind) {
    case STRING:
    case BYTES:
      text.ascii('""');
      break;
    case BOOL:
      text.ascii("false");
      break;
    case ENUM:
      renderEnum(state, plan, defaultEnumNumber(plan));
      break;
    default:
      text.ascii(is64Bit(plan.kind) ? '"0"' : "0");
  }
}

function defaultEnumNumber(plan: ValuePlan): number {
  const first = plan.enumeration?.closed === true ? plan.enumeration.names.keys().next().value : 0;
  return first ?? 0;
}

function is64Bit(kind: Kind): boolean {
  return kind === INT64 || kind === UINT64 || kind === FIXED64 || kind === SFIXED64 || kind === SINT64;
}

function renderString(state: RenderState, plan: ValuePlan, start: number, end: number): void {
  const offset = state.text.offset;
  const bad = writeUtf8String(state.text, state.bytes, state.view, start, end);
  if (bad >= 0) noteBadUtf8(state, plan.validatesUtf8, bad, end, offset);
}

/** Says that a string's bytes are no UTF-8 from `bad` on. */
export function noteBadUtf8(
  state: RenderState,
  isChecked: boolean,
  bad: number,
  end: number,
  textOffset: number,
): void {
  const message = `The string has bytes at ${bad} that are no UTF-8; the JSON shows U+FFFD in their place.`;
  const hint = "The bytes themselves are unchanged: look at them in the bytes.";
  state.findings.add(isChecked ? "invalid-utf8" : "unchecked-utf8", bad, end, textOffset, message, hint);
}

/** Writes bytes as a base64 string. */
export function renderBytes(state: RenderState, start: number, end: number): void {
  const { text } = state;
  text.quote();
  text.reserve(Math.ceil((end - start) / 3) * 4);
  text.length = encodeBase64(state.bytes, start, end, text.buffer, text.length);
  text.quote();
}

function renderFloating(state: RenderState, value: number, isFloat: boolean): void {
  const { text } = state;
  if (!Number.isFinite(value)) text.ascii(`"${value}"`);
  else text.number(value, isFloat);
}

function renderEnum(state: RenderState, plan: ValuePlan, number: number): void {
  const { enumeration } = plan;
  if (enumeration?.isNullValue === true) {
    state.text.ascii("null");
    return;
  }
  const name = enumeration?.texts.get(number);
  if (name === undefined) state.text.signed(number);
  else state.text.raw(name, enumeration?.extraBytes.get(number) ?? 0);
}

function renderInteger(state: RenderState, kind: Kind, start: number): void {
  const { text, bytes, view } = state;
  switch (kind) {
    case INT32:
      text.int32(readVarint32(bytes, start));
      break;
    case UINT32:
      text.whole(readVarint32(bytes, start) >>> 0);
      break;
    case SINT32: {
      const value = readVarint32(bytes, start);
      text.int32((value >>> 1) ^ -(value & 1));
      break;
    }
    case FIXED32:
      text.whole(view.getUint32(start, true));
      break;
    case SFIXED32:
      text.int32(view.getInt32(start, true));
      break;
    default:
      text.quote();
      renderInteger64(state, kind, start);
      text.quote();
  }
}

function renderInteger64(state: RenderState, kind: Kind, start: number): void {
  const { text, view } = state;
  if (kind === FIXED64 || kind === SFIXED64) {
    state.low = view.getUint32(start, true);
    state.high = view.getUint32(start + 4, true);
  } else readVarint(state.bytes, start, state);
  if (kind === SINT64) {
    const sign = -(state.low & 1);
    state.low = (((state.low >>> 1) | (state.high << 31)) ^ sign) >>> 0;
    state.high = ((state.high >>> 1) ^ sign) >>> 0;
  }
  if (kind === UINT64 || kind === FIXED64) text.unsigned64(state.low, state.high);
  else text.signed64(state.low, state.high);
}

/** Writes a map key of any kind in quotes. */
export function renderKey(state: RenderState, plan: ValuePlan, start: number, end: number): void {
  if (plan.kind === STRING || is64Bit(plan.kind)) {
    renderScalar(state, plan, start, end);
    return;
  }
  state.text.quote();
  renderScalar(state, plan, start, end);
  state.text.quote();
}

/** Writes the key of a map entry that has none. */
export function renderDefaultKey(state: RenderState, plan: ValuePlan): void {
  const isQuoted = plan.kind === STRING || is64Bit(plan.kind);
  if (!isQuoted) state.text.quote();
  renderDefault(state, plan);
  if (!isQuoted) state.text.quote();
}
