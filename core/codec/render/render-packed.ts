import type { EnumPlan } from "../plan/enum-plan.ts";
import type { FieldPlan } from "../plan/field-plan.ts";
import { INT32 } from "../plan/kinds.ts";
import { readVarint32, skipVarint } from "../wire/read-varint.ts";
import { itemSize, noteDamagedItem } from "./check-record.ts";
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
