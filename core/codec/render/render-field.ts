import { CLOSE_BRACKET, OPEN_BRACKET } from "../json/characters.ts";
import { type FieldPlan, LIST, SINGULAR } from "../plan/field-plan.ts";
import { ENUM, GROUP, isPackable, type Kind, MESSAGE, WIRE_I32, WIRE_I64, WIRE_LEN } from "../plan/kinds.ts";
import { readVarint32, skipVarint } from "../wire/read-varint.ts";
import { noteUnknownEnum } from "./index-records.ts";
import { STEP } from "./record-index.ts";
import { renderMap } from "./render-map.ts";
import { renderMessage } from "./render-message.ts";
import { renderScalar } from "./render-scalar.ts";
import type { RenderState } from "./render-state.ts";

/** Writes a field, whose records are `from` to `to` on the index, as a member of the object that is open. */
export function renderField(
  state: RenderState,
  field: FieldPlan,
  from: number,
  to: number,
  depth: number,
): void {
  const { text } = state;
  text.next();
  const textStart = text.offset;
  text.raw(field.keyBytes, field.keyExtraBytes);
  text.colon();
  if (field.cardinality === SINGULAR) renderSingular(state, field, from, to, textStart, depth);
  else if (field.cardinality === LIST) renderList(state, field, from, to, textStart, depth);
  else renderMap(state, field, from, to, depth);
}

function renderSingular(
  state: RenderState,
  field: FieldPlan,
  from: number,
  to: number,
  textStart: number,
  depth: number,
): void {
  const { records, links, text } = state;
  const last = to - STEP;
  if (field.kind === MESSAGE || field.kind === GROUP) {
    const first = links.add(textStart, 0, records.recordStart(from), records.recordEnd(from));
    // A message in several records is one value: each of them stands for it.
    for (let at = from + STEP; at < to; at += STEP)
      links.add(textStart, 0, records.recordStart(at), records.recordEnd(at));
    renderMessage(state, field.message(), from, to, depth + 1);
    for (let at = from; at < to; at += STEP) links.endText(first + ((at - from) / STEP) * 4, text.offset);
    return;
  }
  if (last > from) noteOverwritten(state, field, from, last);
  const start = records.start(last);
  const link = links.add(textStart, 0, records.recordStart(last), records.recordEnd(last));
  renderScalar(state, field, start, records.end(last));
  links.endText(link, text.offset);
}

function noteOverwritten(state: RenderState, field: FieldPlan, from: number, last: number): void {
  for (let at = from; at < last; at += STEP) {
    if (!state.findings.hasRoom("overwritten")) continue;
    const start = state.records.recordStart(at);
    const message = `"${field.name}" occurs again after byte ${start}; only its last value is in the JSON.`;
    state.report("overwritten", start, state.records.recordEnd(at), message);
  }
}

function renderList(
  state: RenderState,
  field: FieldPlan,
  from: number,
  to: number,
  textStart: number,
  depth: number,
): void {
  const { text, records, links } = state;
  const isMessage = field.kind === MESSAGE || field.kind === GROUP;
  // One packed record is the whole list; several, or one a value, are linked item by item.
  const isWhole = to - from === STEP && isPackedRecord(state, field, from);
  const link = isWhole ? links.add(textStart, 0, records.recordStart(from), records.recordEnd(from)) : 0;
  const listOffset = text.offset;
  text.open(OPEN_BRACKET);
  for (let at = from; at < to && !text.isFull; at += STEP) {
    if (isPackedRecord(state, field, at)) {
      renderPacked(state, field, records.start(at), records.end(at), listOffset);
      continue;
    }
    text.next();
    const item = links.add(text.offset, 0, records.recordStart(at), records.recordEnd(at));
    if (isMessage) renderMessage(state, field.message(), at, at + STEP, depth + 1);
    else renderScalar(state, field, records.start(at), records.end(at));
    links.endText(item, text.offset);
  }
  text.close(CLOSE_BRACKET);
  if (isWhole) links.endText(link, text.offset);
}

/** The wire type is in the low bits of the tag's first byte, whatever its length. */
function isPackedRecord(state: RenderState, field: FieldPlan, at: number): boolean {
  return isPackable(field.kind) && ((state.bytes[state.records.recordStart(at)] ?? 0) & 7) === WIRE_LEN;
}

function renderPacked(
  state: RenderState,
  field: FieldPlan,
  start: number,
  end: number,
  listOffset: number,
): void {
  const { text, links } = state;
  const size = itemSize(field.wireType);
  let at = start;
  while (at < end && !text.isFull) {
    const next = size > 0 ? at + size : skipVarint(state.bytes, at, end);
    if (next < 0 || next > end) {
      noteDamagedItem(state, field, at, end, next === -2, listOffset);
      return;
    }
    if (!isUnknownEnum(state, field, at, next, listOffset)) {
      text.next();
      const textStart = text.offset;
      renderScalar(state, field, at, next);
      links.add(textStart, text.offset, at, next);
    }
    at = next;
  }
}

function itemSize(wireType: number): number {
  return wireType === WIRE_I64 ? 8 : wireType === WIRE_I32 ? 4 : 0;
}

function isUnknownEnum(
  state: RenderState,
  field: FieldPlan,
  start: number,
  end: number,
  listOffset: number,
): boolean {
  const kind: Kind = field.kind;
  if (kind !== ENUM || field.enumeration?.closed !== true) return false;
  const value = readVarint32(state.bytes, start);
  if (field.enumeration.names.has(value)) return false;
  noteUnknownEnum(state, field, value, start, end, listOffset);
  return true;
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
