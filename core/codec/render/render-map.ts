import { CLOSE_BRACE, OPEN_BRACE } from "../json/characters.ts";
import type { FieldPlan } from "../plan/field-plan.ts";
import { BOOL, GROUP, MESSAGE, STRING } from "../plan/kinds.ts";
import type { MessagePlan } from "../plan/message-plan.ts";
import { readVarint } from "../wire/read-varint.ts";
import { checkRecord } from "./check-record.ts";
import { indexSpan } from "./index-records.ts";
import { STEP } from "./record-index.ts";
import { renderMessage } from "./render-message.ts";
import { renderDefault, renderDefaultKey, renderKey, renderScalar } from "./render-scalar.ts";
import type { RenderState } from "./render-state.ts";

const KEY_SLOT = 0;
const STRING_KEY_TAG = 0x0a;
const LEN_VALUE_TAG = 0x12;
const MOST_COMPARED = 16;

/**
 * Writes a map, whose entries are the records `from` to `to` on the index, as a JSON object: entries in wire order, and
 * of several with one key the last.
 */
export function renderMap(
  state: RenderState,
  field: FieldPlan,
  from: number,
  to: number,
  depth: number,
): void {
  const { text } = state;
  const { entry } = field;
  if (entry === undefined) throw new TypeError(`"${field.name}" is no map`);
  const lastOfKey = haveDistinctKeys(state, from, to)
    ? undefined
    : lastEntries(state, entry, from, to, depth);
  const mapOffset = text.offset;
  text.open(OPEN_BRACE);
  for (let at = from; at < to && !text.isFull; at += STEP) {
    if (lastOfKey === undefined || lastOfKey.has(at)) renderEntry(state, entry, at, depth);
    else {
      noteOverwritten(state, field, at, mapOffset);
      checkRecord(state, field, at, depth);
    }
  }
  text.close(CLOSE_BRACE);
}

function noteOverwritten(state: RenderState, field: FieldPlan, at: number, mapOffset: number): void {
  if (!state.findings.hasRoom("overwritten")) return;
  const start = state.records.recordStart(at);
  const message = `A later entry of "${field.name}" has the same key as the one at byte ${start}; only the last is in the JSON.`;
  state.report("overwritten", start, state.records.recordEnd(at), message, "", mapOffset);
}

/**
 * True when a few entries are sure to have different keys: each begins with its key's record, and no two of these
 * records are the same bytes. String keys in this form are equal only if their records are; others are left to
 * `lastEntries`, as two encodings may mean one number.
 */
function haveDistinctKeys(state: RenderState, from: number, to: number): boolean {
  const { records } = state;
  if (to - from === STEP) return true;
  if (to - from > MOST_COMPARED * STEP) return false;
  for (let one = from; one < to; one += STEP) {
    if (!beginsWithShortKey(state.bytes, records.start(one), records.end(one))) return false;
    for (let other = from; other < one; other += STEP)
      if (hasSameKey(state.bytes, records.start(one), records.start(other))) return false;
  }
  return true;
}

/** True when an entry is a string key of less than 128 bytes and one other record with a short length or value. */
function beginsWithShortKey(bytes: Uint8Array, start: number, end: number): boolean {
  const length = bytes[start + 1] ?? 0x80;
  const value = start + 2 + length;
  if (bytes[start] !== STRING_KEY_TAG || length >= 0x80 || value >= end) return false;
  // A second key after the value would win.
  return bytes[value] === LEN_VALUE_TAG && value + 2 + (bytes[value + 1] ?? 0x80) === end;
}

function hasSameKey(bytes: Uint8Array, one: number, other: number): boolean {
  const end = (bytes[one + 1] ?? 0) + 2;
  for (let index = 1; index < end; index += 1) if (bytes[one + index] !== bytes[other + index]) return false;
  return true;
}

/** The entries that no later entry with the same key replaces. */
export function lastEntries(
  state: RenderState,
  entry: MessagePlan,
  from: number,
  to: number,
  depth: number,
): Set<number> {
  const { records } = state;
  const lastOfKey = new Map<string, number>();
  const unknownCount = state.unknown.length;
  for (let at = from; at < to; at += STEP) {
    const unknownEnums = state.unknownEnums;
    const first = state.quietly(() => indexSpan(state, entry, records.start(at), records.end(at), depth));
    const isKept = state.unknownEnums === unknownEnums;
    if (isKept) lastOfKey.set(keyIdentity(state, entry, first), at);
    else lastOfKey.set(`unknown ${at}`, at);
    records.length = first;
  }
  if (state.keepsUnknown) state.unknown.length = unknownCount;
  return new Set(lastOfKey.values());
}

/** A string that is the same for two entries exactly when their keys are. */
function keyIdentity(state: RenderState, entry: MessagePlan, first: number): string {
  const { records, bytes, view } = state;
  const key = entry.fields[0];
  const at = records.lastOf(KEY_SLOT, first);
  if (key === undefined || at < 0) return key?.kind === STRING ? "" : "0:0";
  const start = records.start(at);
  if (key.kind === STRING) return latin1(bytes, start, records.end(at));
  if (key.wireType === 5) return `${view.getUint32(start, true)}:0`;
  if (key.wireType === 1) return `${view.getUint32(start, true)}:${view.getUint32(start + 4, true)}`;
  readVarint(bytes, start, state);
  if (key.kind === BOOL) return state.low === 0 && state.high === 0 ? "0:0" : "1:0";
  // The upper half of a 32-bit key does not count.
  return key.kind === 5 || key.kind === 13 || key.kind === 17
    ? `${state.low}:0`
    : `${state.low}:${state.high}`;
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let at = start; at < end; at += 1) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** An entry whose value is a number that a closed enum does not have is an unknown field as a whole. */
function renderEntry(state: RenderState, entry: MessagePlan, at: number, depth: number): void {
  const { records, text, links } = state;
  const unknownEnums = state.unknownEnums;
  const first = indexSpan(state, entry, records.start(at), records.end(at), depth);
  const [key, value] = entry.fields;
  if (key === undefined || value === undefined || state.unknownEnums !== unknownEnums) {
    records.length = first;
    return;
  }
  text.next();
  const textStart = text.offset;
  const link = links.add(textStart, 0, records.recordStart(at), records.recordEnd(at));
  let split = first;
  while (split < records.length && records.slot(split) === KEY_SLOT) split += STEP;
  renderEntryKey(state, key, first, split);
  text.colon();
  renderEntryValue(state, value, split, records.length, depth);
  links.endText(link, text.offset);
  records.length = first;
}

function renderEntryKey(state: RenderState, key: FieldPlan, from: number, to: number): void {
  const { records, text, links } = state;
  if (from === to) {
    renderDefaultKey(state, key);
    return;
  }
  const last = to - STEP;
  const link = links.add(text.offset, 0, records.recordStart(last), records.recordEnd(last));
  renderKey(state, key, records.start(last), records.end(last));
  links.endText(link, text.offset);
}

function renderEntryValue(
  state: RenderState,
  value: FieldPlan,
  from: number,
  to: number,
  depth: number,
): void {
  const { records, text, links } = state;
  const isMessage = value.kind === MESSAGE || value.kind === GROUP;
  const last = to - STEP;
  const link = from < to ? links.add(text.offset, 0, records.recordStart(last), records.recordEnd(last)) : -1;
  if (isMessage) renderMessage(state, value.message(), from, to, depth + 1);
  else if (from === to) renderDefault(state, value);
  else renderScalar(state, value, records.start(last), records.end(last));
  if (link >= 0) links.endText(link, text.offset);
}
