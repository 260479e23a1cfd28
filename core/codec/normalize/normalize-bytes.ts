import type { DescMessage } from "@bufbuild/protobuf";
import type { Result } from "../../finding.ts";
import { closeSetItem, openSetItem } from "../../wire/message-set.ts";
import { depthLimit } from "../limits.ts";
import { type FieldPlan, LIST, MAP } from "../plan/field-plan.ts";
import { ENUM, GROUP, MESSAGE, WIRE_EGROUP } from "../plan/kinds.ts";
import { fieldAtSlot, type MessagePlan, messagePlanOf } from "../plan/message-plan.ts";
import { checkRecord, isPackedRecord, itemSize, noteDamagedItem } from "../render/check-record.ts";
import { indexMessage, indexSpan, noteUnknownEnum } from "../render/index-records.ts";
import { STEP } from "../render/record-index.ts";
import { lastEntries } from "../render/render-map.ts";
import { RenderState } from "../render/render-state.ts";
import type { TranscodeOptions } from "../types.ts";
import { ByteSink } from "../wire/byte-sink.ts";
import { readVarint32, skipVarint } from "../wire/read-varint.ts";
import { normalizeDefault, normalizeScalar } from "./normalize-scalar.ts";

/**
 * Rewrites the bytes of a message as a conforming serializer would: fields in the order of their numbers, merged and
 * without what was replaced, lists packed as they are declared, varints in their shortest form, zeros of fields without
 * presence left out. Unknown fields are kept, after the known ones of their message. Damaged bytes are refused.
 */
export function normalizeBytes(
  type: DescMessage,
  bytes: Uint8Array,
  options: TranscodeOptions,
): Result<Uint8Array> {
  const state = new RenderState(bytes, options.registry, 0, false, depthLimit(options.maxDepth), true);
  const sink = new ByteSink(bytes.length);
  const plan = messagePlanOf(type);
  normalizeIndexed(state, sink, plan, indexSpan(state, plan, 0, bytes.length, 0), 0, 0);
  const findings = state.findings.finish("");
  const value = sink.finish();
  state.release();
  sink.release();
  return state.findings.isRefused ? { ok: false, findings } : { ok: true, value, findings };
}

/** Writes the records on the index from `first` on, then the unknown ones from `unknownFrom` on, and takes both off. */
function normalizeIndexed(
  state: RenderState,
  sink: ByteSink,
  plan: MessagePlan,
  first: number,
  unknownFrom: number,
  depth: number,
): void {
  const { records } = state;
  const unknown = state.unknown.splice(unknownFrom);
  const end = records.length;
  for (let from = first; from < end; ) {
    const slot = records.slot(from);
    let to = from + STEP;
    while (to < end && records.slot(to) === slot) to += STEP;
    const field = fieldAtSlot(plan, slot, state.registry);
    if (field !== undefined) normalizeField(state, sink, field, from, to, depth);
    from = to;
  }
  records.length = first;
  // Unknown items of packed lists and unknown map entries turned up while the fields were written.
  unknown.push(...state.unknown.splice(unknownFrom));
  unknown.sort((a, b) => a.start - b.start);
  for (const { bytes } of unknown) sink.raw(bytes);
}

function normalizeField(
  state: RenderState,
  sink: ByteSink,
  field: FieldPlan,
  from: number,
  to: number,
  depth: number,
): void {
  const { records } = state;
  const isMessage = field.kind === MESSAGE || field.kind === GROUP;
  if (field.cardinality === MAP) normalizeMap(state, sink, field, from, to, depth);
  else if (field.cardinality === LIST) {
    if (!isMessage) normalizeList(state, sink, field, from, to);
    else for (let at = from; at < to; at += STEP) normalizeMessage(state, sink, field, at, at + STEP, depth);
  } else if (isMessage) normalizeMessage(state, sink, field, from, to, depth);
  else {
    const start = sink.length;
    sink.varint32(field.tag);
    const last = to - STEP;
    for (let at = from; at < last; at += STEP) checkRecord(state, field, at, depth);
    const isZero = normalizeScalar(state, sink, field, records.start(last), records.end(last));
    if (isZero && field.isImplicit) sink.length = start;
  }
}

function normalizeMessage(
  state: RenderState,
  sink: ByteSink,
  field: FieldPlan,
  from: number,
  to: number,
  depth: number,
): void {
  const plan = field.message();
  if (depth >= state.maxDepth) {
    const { records } = state;
    const message = `This ${plan.typeName} is nested more than ${state.maxDepth} levels deep.`;
    state.report(
      "too-deep",
      from < to ? records.recordStart(from) : 0,
      from < to ? records.recordEnd(from) : 0,
      message,
    );
    return;
  }
  if (field.isSetItem) openSetItem(sink, field.number);
  else sink.varint32(field.tag);
  sink.reserve(1);
  if (field.kind === MESSAGE) sink.length += 1;
  const start = sink.length;
  const unknownFrom = state.unknown.length;
  normalizeIndexed(state, sink, plan, indexMessage(state, plan, from, to, depth + 1), unknownFrom, depth + 1);
  if (field.kind === MESSAGE) sink.closeLength(start, 1);
  else sink.varint32(((field.number << 3) | WIRE_EGROUP) >>> 0);
  if (field.isSetItem) closeSetItem(sink);
}

function normalizeList(state: RenderState, sink: ByteSink, field: FieldPlan, from: number, to: number): void {
  const { records } = state;
  const recordStart = sink.length;
  if (field.isPacked) {
    sink.varint32(field.tag);
    sink.reserve(1);
    sink.length += 1;
  }
  const start = sink.length;
  for (let at = from; at < to; at += STEP) {
    if (isPackedRecord(state, field, at))
      normalizePacked(state, sink, field, records.start(at), records.end(at));
    else normalizeItem(state, sink, field, records.start(at), records.end(at));
  }
  if (!field.isPacked) return;
  if (sink.length === start) sink.length = recordStart;
  else sink.closeLength(start, 1);
}

function normalizeItem(
  state: RenderState,
  sink: ByteSink,
  field: FieldPlan,
  start: number,
  end: number,
): void {
  if (!field.isPacked) sink.varint32(field.tag);
  normalizeScalar(state, sink, field, start, end);
}

function normalizePacked(
  state: RenderState,
  sink: ByteSink,
  field: FieldPlan,
  start: number,
  end: number,
): void {
  const size = itemSize(field.wireType);
  for (let at = start; at < end; ) {
    const next = size > 0 ? at + size : skipVarint(state.bytes, at, end);
    if (next < 0 || next > end) {
      noteDamagedItem(state, field, at, end, next === -2);
      return;
    }
    const value =
      field.kind === ENUM && field.enumeration?.closed === true ? readVarint32(state.bytes, at) : undefined;
    if (value !== undefined && field.enumeration?.names.has(value) === false) {
      noteUnknownEnum(state, field, value, at, next);
      keepUnknownItem(state, field, at, next);
    } else normalizeItem(state, sink, field, at, next);
    at = next;
  }
}

/** An item that a closed enum does not have becomes an unknown record of its own. */
function keepUnknownItem(state: RenderState, field: FieldPlan, start: number, end: number): void {
  const record = new ByteSink(end - start + 5);
  record.varint32((field.number << 3) >>> 0);
  record.raw(state.bytes.subarray(start, end));
  state.unknown.push({ start, bytes: record.finish() });
  record.release();
}

function normalizeMap(
  state: RenderState,
  sink: ByteSink,
  field: FieldPlan,
  from: number,
  to: number,
  depth: number,
): void {
  const { entry } = field;
  if (entry === undefined) throw new TypeError(`"${field.name}" is no map`);
  const kept = lastEntries(state, entry, from, to, depth);
  for (let at = from; at < to; at += STEP)
    if (kept.has(at)) normalizeEntry(state, sink, field, entry, at, depth);
    else checkRecord(state, field, at, depth);
}

function normalizeEntry(
  state: RenderState,
  sink: ByteSink,
  field: FieldPlan,
  entry: MessagePlan,
  at: number,
  depth: number,
): void {
  const { records } = state;
  const { unknownEnums } = state;
  const unknownFrom = state.unknown.length;
  const first = indexSpan(state, entry, records.start(at), records.end(at), depth);
  state.unknown.length = unknownFrom;
  const [key, value] = entry.fields;
  if (state.unknownEnums !== unknownEnums || key === undefined || value === undefined) {
    const start = records.recordStart(at);
    state.unknown.push({ start, bytes: state.bytes.subarray(start, records.recordEnd(at)) });
    records.length = first;
    return;
  }
  let split = first;
  while (split < records.length && records.slot(split) === key.slot) split += STEP;
  sink.varint32(field.tag);
  sink.reserve(1);
  sink.length += 1;
  const start = sink.length;
  normalizeEntryField(state, sink, key, first, split, depth);
  normalizeEntryField(state, sink, value, split, records.length, depth);
  sink.closeLength(start, 1);
  records.length = first;
}

/** Key and value are always written, the default too. */
function normalizeEntryField(
  state: RenderState,
  sink: ByteSink,
  field: FieldPlan,
  from: number,
  to: number,
  depth: number,
): void {
  if (field.kind === MESSAGE || field.kind === GROUP || from < to) {
    normalizeField(state, sink, field, from, to, depth);
    return;
  }
  sink.varint32(field.tag);
  normalizeDefault(sink, field);
}
