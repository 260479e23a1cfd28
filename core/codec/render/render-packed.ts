import type { EnumPlan } from "../plan/enum-plan.ts";
import type { FieldPlan } from "../plan/field-plan.ts";
import { INT32, WIRE_I32, WIRE_I64 } from "../plan/kinds.ts";
import { readVarint32, skipVarint } from "../wire/read-varint.ts";
import { noteUnknownEnum } from "./index-records.ts";
import { renderScalar } from "./render-scalar.ts";
import type { RenderState } from "./render-state.ts";

/** Writes the items of a packed record, whose payload is `start` to `end`, into the array that is open at `listOffset`. */
export function renderPacked(
  state: RenderState,
  field: FieldPlan,
  start: number,
  end: number,
  listOffset: number,
): void {
  const { text, links, bytes } = state;
  const { kind } = field;
  const size = itemSize(field.wireType);
  const closed = field.enumeration?.closed === true ? field.enumeration : undefined;
  let at = start;
  while (at < end && !text.isFull) {
    const next = size > 0 ? at + size : skipVarint(bytes, at, end);
    if (next < 0 || next > end) {
      noteDamagedItem(state, field, at, end, next === -2, listOffset);
      return;
    }
    if (closed === undefined || isKnown(state, field, closed, at, next, listOffset)) {
      text.next();
      const textStart = text.offset;
      if (kind === INT32) text.int32(readVarint32(bytes, at));
      else renderScalar(state, field, at, next);
      if (links.isOn) links.add(textStart, text.offset, at, next);
    }
    at = next;
  }
}

function itemSize(wireType: number): number {
  return wireType === WIRE_I64 ? 8 : wireType === WIRE_I32 ? 4 : 0;
}

function isKnown(
  state: RenderState,
  field: FieldPlan,
  closed: EnumPlan,
  start: number,
  end: number,
  listOffset: number,
): boolean {
  const value = readVarint32(state.bytes, start);
  if (closed.names.has(value)) return true;
  noteUnknownEnum(state, field, value, start, end, listOffset);
  return false;
}

function noteDamagedItem(
  state: RenderState,
  field: FieldPlan,
  at: number,
  end: number,
  isLong: boolean,
  listOffset: number,
): void {
  const fault = isLong ? "is longer than ten bytes" : "is cut off where the packed list ends";
  const message = `The item of "${field.name}" at byte ${at} ${fault}; the rest of the list is not shown.`;
  if (state.cutAt === end && !isLong) return;
  state.report(isLong ? "bad-varint" : "truncated", at, end, message, "", listOffset);
}
