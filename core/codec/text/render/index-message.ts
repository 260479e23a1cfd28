import { ITEM_START, readSetItem } from "../../../wire/message-set.ts";
import { EXTENSION_SLOT, type FieldPlan } from "../../plan/field-plan.ts";
import { ENUM, WIRE_VARINT, wireTypeName } from "../../plan/kinds.ts";
import { extensionByNumber, fieldByNumber, type MessagePlan } from "../../plan/message-plan.ts";
import { STEP } from "../../render/record-index.ts";
import { readVarint32 } from "../../wire/read-varint.ts";
import { textNameOf } from "../names.ts";
import { DAMAGED, findRecord } from "./find-record.ts";
import type { RenderTextState } from "./render-text-state.ts";

/** The slot of records that are no field of their message: after all others. */
export const UNKNOWN_SLOT = 0x7fff_ffff;

/**
 * Puts the records of a message on the index, in the order of the fields. The content may lie in several records (a
 * singular field that occurs twice is merged): those from `from` to `to` on the index. Answers with the start on the
 * index; the caller takes the records off again.
 */
export function indexMessage(state: RenderTextState, plan: MessagePlan, from: number, to: number): number {
  const { records } = state;
  const first = records.length;
  for (let at = from; at < to; at += STEP) indexRecords(state, plan, records.start(at), records.end(at));
  const [start, end] = from < to ? [records.recordStart(from), records.recordEnd(to - STEP)] : [0, 0];
  settle(state, plan, first, start, end);
  return first;
}

/** Puts the records of a message that lies in one span of bytes on the index. */
export function indexSpan(state: RenderTextState, plan: MessagePlan, start: number, end: number): number {
  const first = state.records.length;
  indexRecords(state, plan, start, end);
  settle(state, plan, first, start, end);
  return first;
}

function indexRecords(state: RenderTextState, plan: MessagePlan, start: number, end: number): void {
  for (let at = start; at < end; ) {
    const next = findRecord(state, at, end);
    if (next === DAMAGED) return;
    const field = fieldOf(state, plan, at, next);
    const slot = field?.slot ?? UNKNOWN_SLOT;
    state.records.push(slot, at, state.payload, state.payloadEnd, next);
    at = next;
  }
}

/** The field that the record found last belongs to; undefined, with a finding, when it is an unknown one. */
function fieldOf(
  state: RenderTextState,
  plan: MessagePlan,
  start: number,
  end: number,
): FieldPlan | undefined {
  const { tag } = state;
  if (plan.isMessageSet && tag === ITEM_START) return itemOf(state, plan, start, end);
  const field = fieldByNumber(plan, tag >>> 3, state.registry);
  if (field === undefined) {
    noteUnknown(state, plan, start, end);
    return undefined;
  }
  if ((field.wireTypes & (1 << (tag & 7))) === 0) {
    noteWrongType(state, field, start, end);
    return undefined;
  }
  const isClosed = field.kind === ENUM && field.enumeration?.closed === true;
  if (!isClosed || (tag & 7) !== WIRE_VARINT) return field;
  const value = readVarint32(state.bytes, state.payload);
  if (field.enumeration?.names.has(value) !== false) return field;
  noteUnknownEnum(state, field, value, start, end);
  return undefined;
}

/** The extension that an item of a message set holds; the payload found last becomes its message. */
function itemOf(
  state: RenderTextState,
  plan: MessagePlan,
  start: number,
  end: number,
): FieldPlan | undefined {
  const item = readSetItem(state.bytes, state.payload, state.payloadEnd);
  const field = item === undefined ? undefined : extensionByNumber(plan, item.typeId, state.registry);
  if (item === undefined || field?.isSetItem !== true) {
    noteUnknown(state, plan, start, end);
    return undefined;
  }
  state.payload = item.start;
  state.payloadEnd = item.end;
  return field;
}

function noteUnknown(state: RenderTextState, plan: MessagePlan, start: number, end: number): void {
  if (state.showsUnknown) return;
  const { tag } = state;
  const record = `the record at byte ${start} (${wireTypeName(tag & 7)}, ${end - start} bytes)`;
  const message = `${plan.typeName} has no field ${tag >>> 3}; ${record} is not in the text.`;
  state.report("unknown-field", start, end, message, "The sender's schema may be newer.");
}

function noteWrongType(state: RenderTextState, field: FieldPlan, start: number, end: number): void {
  const name = `Field ${field.number} "${field.name}" (${field.typeText})`;
  const message = `${name} cannot come as ${wireTypeName(state.tag & 7)}; the record at byte ${start} ${shownAs(state)}.`;
  state.report(
    "wrong-wire-type",
    start,
    end,
    message,
    "The sender's schema may declare another type for it.",
  );
}

/** Says that a closed enum does not have the number of a record or of a packed item. */
export function noteUnknownEnum(
  state: RenderTextState,
  field: FieldPlan,
  value: number,
  start: number,
  end: number,
): void {
  state.unknownEnums += 1;
  const message = `${value} is no value of the closed enum ${field.valueTypeText}; at byte ${start}, for "${field.name}", it ${shownAs(state)}.`;
  state.report("unknown-enum-number", start, end, message, "The sender's schema may be newer.");
}

function shownAs(state: RenderTextState): string {
  return state.showsUnknown ? "is an unknown field in the text" : "is not in the text";
}

function settle(state: RenderTextState, plan: MessagePlan, first: number, start: number, end: number): void {
  if (plan.oneofs.length > 0) settleOneofs(state, plan, first);
  if (!isSorted(state, first)) state.records.sort(first);
  for (const field of plan.required) {
    if (state.records.lastOf(field.slot, first) >= 0) continue;
    const message = `The required field "${textNameOf(plan, field)}" (${field.typeText}) of ${plan.typeName} is not in the bytes.`;
    state.report("required-missing", start, end, message);
  }
}

function isSorted(state: RenderTextState, first: number): boolean {
  const { records } = state;
  for (let at = first + STEP; at < records.length; at += STEP)
    if (records.slot(at - STEP) > records.slot(at)) return false;
  return true;
}

/** The last member of a oneof wins; a message member that is set again after another one starts anew. */
function settleOneofs(state: RenderTextState, plan: MessagePlan, first: number): void {
  const { records } = state;
  const winners = new Map<number, FieldPlan>();
  const interrupted = new Set<number>();
  for (let at = records.length - STEP; at >= first; at -= STEP) {
    const field = records.slot(at) < EXTENSION_SLOT ? plan.fields[records.slot(at)] : undefined;
    if (field === undefined || field.oneof < 0) continue;
    const winner = winners.get(field.oneof);
    if (winner === undefined) winners.set(field.oneof, field);
    else if (winner !== field) interrupted.add(field.oneof);
    if (winner === undefined || !interrupted.has(field.oneof)) continue;
    const [start, end] = [records.recordStart(at), records.recordEnd(at)];
    const oneof = plan.oneofs[field.oneof] ?? "";
    const message = `"${field.name}" at byte ${start} is not in the text: "${winner.name}" comes after it in the same oneof "${oneof}".`;
    state.report("overwritten", start, end, message);
    records.replace(at);
  }
}
