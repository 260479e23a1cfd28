import { characterLength } from "../json/utf8-string.ts";
import { type FieldPlan, MAP } from "../plan/field-plan.ts";
import { GROUP, isPackable, MESSAGE, STRING, WIRE_I32, WIRE_I64, WIRE_LEN } from "../plan/kinds.ts";
import { fieldAtSlot, type MessagePlan } from "../plan/message-plan.ts";
import { skipVarint } from "../wire/read-varint.ts";
import { indexSpan } from "./index-records.ts";
import { STEP } from "./record-index.ts";
import type { RenderState } from "./render-state.ts";

/**
 * Looks for damage in a record of the index that is not shown, because a later one replaces it. A parser reads it all the
 * same, and refuses the message for it.
 */
export function checkRecord(state: RenderState, field: FieldPlan, at: number, depth: number): void {
  const { records } = state;
  const [start, end] = [records.start(at), records.end(at)];
  if (field.cardinality === MAP) {
    if (field.entry !== undefined) checkSpan(state, field.entry, start, end, depth);
  } else if (field.kind === MESSAGE || field.kind === GROUP) {
    if (depth < state.maxDepth) checkSpan(state, field.message(), start, end, depth + 1);
    else noteTooDeep(state, field, start, end);
  } else if (field.kind === STRING && field.validatesUtf8) checkUtf8(state, start, end);
  else if (isPackedRecord(state, field, at)) checkItems(state, field, start, end);
}

/** The wire type is in the low bits of the tag's first byte, whatever its length. */
export function isPackedRecord(state: RenderState, field: FieldPlan, at: number): boolean {
  return isPackable(field.kind) && ((state.bytes[state.records.recordStart(at)] ?? 0) & 7) === WIRE_LEN;
}

/** How many bytes every item of a packed list has; 0 where they are varints. */
export function itemSize(wireType: number): number {
  return wireType === WIRE_I64 ? 8 : wireType === WIRE_I32 ? 4 : 0;
}

/** Reports the first byte of a string that is no UTF-8. */
export function checkUtf8(state: RenderState, start: number, end: number): void {
  let at = start;
  while (at < end) {
    const size = (state.bytes[at] ?? 0) < 0x80 ? 1 : characterLength(state.bytes, at, end);
    if (size < 0) {
      state.report("invalid-utf8", at, end, `The string has bytes at ${at} that are no UTF-8.`);
      return;
    }
    at += size;
  }
}

/** Says that a packed item is damaged, in the list that stands at `listOffset` in the JSON. */
export function noteDamagedItem(
  state: RenderState,
  field: FieldPlan,
  at: number,
  end: number,
  isLong: boolean,
  listOffset?: number,
): void {
  const fault = isLong ? "is longer than ten bytes" : "is cut off where the packed list ends";
  const message = `The item of "${field.name}" at byte ${at} ${fault}; the rest of the list is not shown.`;
  if (state.cutAt === end && !isLong) return;
  state.report(isLong ? "bad-varint" : "truncated", at, end, message, "", listOffset);
}

function checkSpan(state: RenderState, plan: MessagePlan, start: number, end: number, depth: number): void {
  const { records } = state;
  const unknownCount = state.unknown.length;
  const first = indexSpan(state, plan, start, end, depth);
  for (let at = first, top = records.length; at < top; at += STEP) {
    const slot = records.slot(at);
    const field = fieldAtSlot(plan, slot, state.registry);
    if (field !== undefined) checkRecord(state, field, at, depth);
  }
  records.length = first;
  state.unknown.length = unknownCount;
}

function checkItems(state: RenderState, field: FieldPlan, start: number, end: number): void {
  const size = itemSize(field.wireType);
  for (let at = start; at < end; ) {
    const next = size > 0 ? at + size : skipVarint(state.bytes, at, end);
    if (next < 0 || next > end) {
      noteDamagedItem(state, field, at, end, next === -2);
      return;
    }
    at = next;
  }
}

function noteTooDeep(state: RenderState, field: FieldPlan, start: number, end: number): void {
  const message = `This ${field.valueTypeText} is nested more than ${state.maxDepth} levels deep.`;
  state.report("too-deep", start, end, message);
}
