import { ITEM_START, readSetItem, type SetItem } from "../../wire/message-set.ts";
import { EXTENSION_SLOT, type FieldPlan } from "../plan/field-plan.ts";
import { ENUM, WIRE_VARINT, wireTypeName } from "../plan/kinds.ts";
import { extensionByNumber, fieldByNumber, type MessagePlan } from "../plan/message-plan.ts";
import { readVarint32 } from "../wire/read-varint.ts";
import { checkRecord } from "./check-record.ts";
import { DAMAGED, findPayload, readTag } from "./read-record.ts";
import { STEP } from "./record-index.ts";
import type { RenderState } from "./render-state.ts";

/** What one pass over the records of a message learns beside the records. */
interface Pass {
  /** How many messages are around the one being read. */
  readonly depth: number;
  lastSlot: number;
  isOrdered: boolean;
  oneofRecords: number;
}

/**
 * Puts the records of a message on the index, in the order of the fields. The content may lie in several records (a
 * singular field that occurs twice is merged): those from `from` to `to` on the index. What is damaged, unknown or
 * replaced becomes a finding. Answers with the start on the index; the caller takes the records off again.
 */
export function indexMessage(
  state: RenderState,
  plan: MessagePlan,
  from: number,
  to: number,
  depth: number,
): number {
  const { records } = state;
  const first = records.length;
  const pass = { depth, lastSlot: 0, isOrdered: true, oneofRecords: 0 };
  for (let at = from; at < to; at += STEP) indexRange(state, plan, records.start(at), records.end(at), pass);
  settle(
    state,
    plan,
    first,
    pass,
    from < to ? records.start(from) : 0,
    from < to ? records.end(to - STEP) : 0,
  );
  return first;
}

/** Puts the records of a message that lies in one span of bytes on the index. */
export function indexSpan(
  state: RenderState,
  plan: MessagePlan,
  start: number,
  end: number,
  depth: number,
): number {
  const first = state.records.length;
  const pass = { depth, lastSlot: 0, isOrdered: true, oneofRecords: 0 };
  indexRange(state, plan, start, end, pass);
  settle(state, plan, first, pass, start, end);
  return first;
}

function indexRange(state: RenderState, plan: MessagePlan, start: number, end: number, pass: Pass): void {
  const { records } = state;
  let at = start;
  while (at < end) {
    const recordStart = at;
    const tag = readTag(state, at, end);
    if (tag === DAMAGED) return;
    at = findPayload(state, tag, recordStart, end);
    if (at === DAMAGED) return;
    const field = fieldOf(state, plan, tag, recordStart, at);
    if (field === undefined) continue;
    const { slot } = field;
    if (slot < pass.lastSlot) pass.isOrdered = false;
    pass.lastSlot = slot;
    if (field.oneof >= 0) pass.oneofRecords += 1;
    records.push(slot, recordStart, state.payload, state.payloadEnd, at);
  }
}

/** The field that a record belongs to; undefined, with a finding, when a parser would keep it as an unknown field. */
function fieldOf(
  state: RenderState,
  plan: MessagePlan,
  tag: number,
  recordStart: number,
  recordEnd: number,
): FieldPlan | undefined {
  if (plan.isMessageSet && tag === ITEM_START) return itemOf(state, plan, recordStart, recordEnd);
  const field = fieldByNumber(plan, tag >>> 3, state.registry);
  if (field === undefined || (field.wireTypes & (1 << (tag & 7))) === 0) {
    keepUnknown(state, recordStart, recordEnd);
    if (field === undefined) noteUnknown(state, plan, tag, recordStart, recordEnd);
    else noteWrongType(state, field, tag, recordStart, recordEnd);
    return undefined;
  }
  if (field.kind === ENUM && field.enumeration?.closed === true && (tag & 7) === WIRE_VARINT) {
    const value = readVarint32(state.bytes, state.payload);
    if (!field.enumeration.names.has(value)) {
      keepUnknown(state, recordStart, recordEnd);
      noteUnknownEnum(state, field, value, recordStart, recordEnd);
      return undefined;
    }
  }
  return field;
}

/** The extension that an item of a message set holds; the payload found last becomes its message. */
function itemOf(
  state: RenderState,
  plan: MessagePlan,
  recordStart: number,
  recordEnd: number,
): FieldPlan | undefined {
  const item = readSetItem(state.bytes, state.payload, state.payloadEnd);
  const field = item === undefined ? undefined : extensionByNumber(plan, item.typeId, state.registry);
  if (item === undefined || field?.isSetItem !== true) {
    keepUnknown(state, recordStart, recordEnd);
    noteUnknownItem(state, plan, item, recordStart, recordEnd);
    return undefined;
  }
  state.payload = item.start;
  state.payloadEnd = item.end;
  return field;
}

function noteUnknownItem(
  state: RenderState,
  plan: MessagePlan,
  item: SetItem | undefined,
  start: number,
  end: number,
): void {
  if (!state.findings.hasRoom("unknown-field")) return;
  const what =
    item === undefined ? "is no item of a message set" : `is extension ${item.typeId}, which no schema has`;
  const message = `The group at byte ${start} in ${plan.typeName} (${end - start} bytes) ${what}; it is not in the JSON.`;
  state.report("unknown-field", start, end, message, "The sender's schema may be newer.");
}

function keepUnknown(state: RenderState, start: number, end: number): void {
  if (state.keepsUnknown) state.unknown.push({ start, bytes: state.bytes.subarray(start, end) });
}

function noteUnknown(state: RenderState, plan: MessagePlan, tag: number, start: number, end: number): void {
  if (!state.findings.hasRoom("unknown-field")) return;
  const message = `${plan.typeName} has no field ${tag >>> 3}; the record at byte ${start} (${wireTypeName(tag & 7)}, ${end - start} bytes) is not in the JSON.`;
  state.report("unknown-field", start, end, message, "The sender's schema may be newer.");
}

function noteWrongType(state: RenderState, field: FieldPlan, tag: number, start: number, end: number): void {
  if (!state.findings.hasRoom("wrong-wire-type")) return;
  const message = `Field ${field.number} "${field.name}" (${field.typeText}) cannot come as ${wireTypeName(tag & 7)}; the record at byte ${start} is not in the JSON.`;
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
  state: RenderState,
  field: FieldPlan,
  value: number,
  start: number,
  end: number,
  textOffset = state.text.offset,
): void {
  state.unknownEnums += 1;
  if (!state.findings.hasRoom("unknown-enum-number")) return;
  const message = `${value} is no value of the closed enum ${field.valueTypeText}; at byte ${start}, for "${field.name}", it is not in the JSON.`;
  const hint = "The sender's schema may be newer.";
  state.report("unknown-enum-number", start, end, message, hint, textOffset);
}

function settle(
  state: RenderState,
  plan: MessagePlan,
  first: number,
  pass: Pass,
  start: number,
  end: number,
): void {
  const hasReplaced = pass.oneofRecords > 1 && settleOneofs(state, plan, first, pass.depth);
  if (hasReplaced || !pass.isOrdered) state.records.sort(first);
  if (plan.required.length > 0) noteMissing(state, plan, first, start, end);
}

/** The last member of a oneof wins; a message member that is set again after another one starts anew. */
function settleOneofs(state: RenderState, plan: MessagePlan, first: number, depth: number): boolean {
  const { records } = state;
  const winner = new Map<number, number>();
  const interrupted = new Set<number>();
  for (let at = records.length - STEP; at >= first; at -= STEP) {
    const slot = records.slot(at);
    const field = slot < EXTENSION_SLOT ? plan.fields[slot] : undefined;
    if (field === undefined || field.oneof < 0) continue;
    const { oneof } = field;
    const last = winner.get(oneof);
    if (last === undefined) winner.set(oneof, slot);
    else if (slot !== last) interrupted.add(oneof);
    if (!interrupted.has(oneof)) continue;
    noteReplaced(state, plan, field, last, at);
    checkRecord(state, field, at, depth);
    records.replace(at);
  }
  return interrupted.size > 0;
}

function noteReplaced(
  state: RenderState,
  plan: MessagePlan,
  field: FieldPlan,
  last: number | undefined,
  at: number,
): void {
  if (!state.findings.hasRoom("overwritten")) return;
  const start = state.records.recordStart(at);
  const winner = last === undefined ? undefined : plan.fields[last];
  const oneof = plan.oneofs[field.oneof] ?? "";
  const message = `"${field.name}" at byte ${start} is not in the JSON: "${winner?.name ?? ""}" comes after it in the same oneof "${oneof}".`;
  state.report("overwritten", start, state.records.recordEnd(at), message);
}

function noteMissing(state: RenderState, plan: MessagePlan, first: number, start: number, end: number): void {
  const { records } = state;
  const present = new Set<number>();
  for (let at = first; at < records.length; at += STEP) present.add(records.slot(at));
  for (const field of plan.required) {
    if (present.has(field.slot) || !state.findings.hasRoom("required-missing")) continue;
    const message = `The required field "${field.name}" (${field.typeText}) of ${plan.typeName} is not in the bytes.`;
    state.report("required-missing", start, end, message);
  }
}
