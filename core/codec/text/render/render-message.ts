import { type FieldPlan, LIST, MAP } from "../../plan/field-plan.ts";
import { GROUP, isPackable, MESSAGE, WIRE_I32, WIRE_I64, WIRE_LEN } from "../../plan/kinds.ts";
import { fieldAtSlot, type MessagePlan } from "../../plan/message-plan.ts";
import { ANY } from "../../plan/well-known.ts";
import { STEP } from "../../render/record-index.ts";
import { readVarint32, skipVarint } from "../../wire/read-varint.ts";
import { textNameOf } from "../names.ts";
import { indexMessage, noteUnknownEnum, UNKNOWN_SLOT } from "./index-message.ts";
import { quoteBytes } from "./quote.ts";
import { renderAny } from "./render-any.ts";
import { renderMap } from "./render-map.ts";
import type { RenderTextState } from "./render-text-state.ts";
import { renderUnknown } from "./render-unknown.ts";
import { scalarText } from "./scalar-text.ts";

/** Writes the records from `first` to the top of the index as the fields of a message, and takes them off. */
export function renderRecords(state: RenderTextState, plan: MessagePlan, first: number, depth: number): void {
  const { records, writer } = state;
  if (plan.wellKnown === ANY && renderAny(state, first, depth)) {
    records.length = first;
    return;
  }
  const end = records.length;
  for (let from = first; from < end && !writer.isFull; ) {
    const slot = records.slot(from);
    let to = from + STEP;
    while (to < end && records.slot(to) === slot) to += STEP;
    if (slot === UNKNOWN_SLOT) renderUnknowns(state, from, to, depth);
    else if (slot >= 0) {
      const field = fieldAtSlot(plan, slot, state.registry);
      if (field !== undefined) renderField(state, field, textNameOf(plan, field), from, to, depth);
    }
    from = to;
  }
  records.length = first;
}

/** Writes the message whose content is in the records `from` to `to` of the index (none: an empty message). */
export function renderMessage(
  state: RenderTextState,
  plan: MessagePlan,
  name: string,
  index: number,
  from: number,
  to: number,
  depth: number,
): void {
  const { writer } = state;
  if (depth > state.maxDepth) {
    renderTooDeep(state, plan, name, from, to);
    return;
  }
  writer.open(name);
  state.path.enter(name, index);
  renderRecords(state, plan, indexMessage(state, plan, from, to), depth);
  state.path.leave();
  writer.close();
}

/** Below the depth limit a message is shown as its bytes, which nothing reads as a message. */
function renderTooDeep(
  state: RenderTextState,
  plan: MessagePlan,
  name: string,
  from: number,
  to: number,
): void {
  const { records } = state;
  const last = to - STEP;
  const [start, end] = from < to ? [records.start(last), records.end(last)] : [0, 0];
  const message = `This ${plan.typeName} is nested more than ${state.maxDepth} levels deep; the text shows its bytes.`;
  state.report("too-deep", start, end, message, "", name);
  state.writer.field(name, quoteBytes(state.writer, state.bytes, start, end));
}

function renderUnknowns(state: RenderTextState, from: number, to: number, depth: number): void {
  const { records } = state;
  if (!state.showsUnknown) return;
  for (let at = from; at < to; at += STEP)
    renderUnknown(state, records.recordStart(at), records.recordEnd(at), depth);
}

/** Writes a field, whose records are `from` to `to` on the index. */
function renderField(
  state: RenderTextState,
  field: FieldPlan,
  name: string,
  from: number,
  to: number,
  depth: number,
): void {
  if (field.cardinality === MAP) renderMap(state, field, name, from, to, depth);
  else if (field.cardinality === LIST) renderList(state, field, name, from, to, depth);
  else if (isMessage(field)) renderMessage(state, field.message(), name, -1, from, to, depth + 1);
  else renderSingular(state, field, name, from, to);
}

function isMessage(field: FieldPlan): boolean {
  return field.kind === MESSAGE || field.kind === GROUP;
}

function renderSingular(
  state: RenderTextState,
  field: FieldPlan,
  name: string,
  from: number,
  to: number,
): void {
  const { records, writer } = state;
  const last = to - STEP;
  for (let at = from; at < last; at += STEP) {
    const start = records.recordStart(at);
    const message = `"${field.name}" occurs again after byte ${start}; only its last value is in the text.`;
    state.report("overwritten", start, records.recordEnd(at), message, "", name);
  }
  writer.field(name, scalarText(state, field, records.start(last), records.end(last), name));
}

function renderList(
  state: RenderTextState,
  field: FieldPlan,
  name: string,
  from: number,
  to: number,
  depth: number,
): void {
  const { records, writer, bytes } = state;
  for (let at = from; at < to && !writer.isFull; at += STEP) {
    const index = (at - from) / STEP;
    const isPacked = isPackable(field.kind) && ((bytes[records.recordStart(at)] ?? 0) & 7) === WIRE_LEN;
    if (isPacked) renderPacked(state, field, name, records.start(at), records.end(at));
    else if (isMessage(field)) renderMessage(state, field.message(), name, index, at, at + STEP, depth + 1);
    else writer.field(name, scalarText(state, field, records.start(at), records.end(at), name));
  }
}

function renderPacked(
  state: RenderTextState,
  field: FieldPlan,
  name: string,
  start: number,
  end: number,
): void {
  const { writer } = state;
  const size = field.wireType === WIRE_I64 ? 8 : field.wireType === WIRE_I32 ? 4 : 0;
  for (let at = start; at < end && !writer.isFull; ) {
    const next = size > 0 ? at + size : skipVarint(state.bytes, at, end);
    if (next < 0 || next > end) {
      noteDamagedItem(state, field, name, at, end, next === -2);
      return;
    }
    if (isUnknownEnum(state, field, at, next)) renderUnknownItem(state, field, at);
    else writer.field(name, scalarText(state, field, at, next, name));
    at = next;
  }
}

function isUnknownEnum(state: RenderTextState, field: FieldPlan, start: number, end: number): boolean {
  if (field.enumeration?.closed !== true) return false;
  const value = readVarint32(state.bytes, start);
  if (field.enumeration.names.has(value)) return false;
  noteUnknownEnum(state, field, value, start, end);
  return true;
}

function renderUnknownItem(state: RenderTextState, field: FieldPlan, start: number): void {
  if (state.showsUnknown) state.writer.field(String(field.number), String(readVarint32(state.bytes, start)));
}

function noteDamagedItem(
  state: RenderTextState,
  field: FieldPlan,
  name: string,
  at: number,
  end: number,
  isLong: boolean,
): void {
  const fault = isLong ? "is longer than ten bytes" : "is cut off where the packed list ends";
  const message = `The item of "${field.name}" at byte ${at} ${fault}; the rest of the list is not shown.`;
  if (state.cutAt === end && !isLong) return;
  state.report(isLong ? "bad-varint" : "truncated", at, end, message, "", name);
}
