import type { FieldPlan } from "../../plan/field-plan.ts";
import { GROUP, MESSAGE } from "../../plan/kinds.ts";
import type { MessagePlan } from "../../plan/message-plan.ts";
import { STEP } from "../../render/record-index.ts";
import { indexSpan } from "./index-message.ts";
import { renderMessage } from "./render-message.ts";
import type { RenderTextState } from "./render-text-state.ts";
import { renderUnknown } from "./render-unknown.ts";
import { defaultText, scalarText } from "./scalar-text.ts";

const KEY_SLOT = 0;

/** Writes a map, whose entries are the records `from` to `to` on the index: in wire order, of one key the last. */
export function renderMap(
  state: RenderTextState,
  field: FieldPlan,
  name: string,
  from: number,
  to: number,
  depth: number,
): void {
  const { entry } = field;
  if (entry === undefined) throw new TypeError(`"${field.name}" is no map`);
  const kept = lastEntries(state, entry, from, to);
  let index = 0;
  for (let at = from; at < to && !state.writer.isFull; at += STEP) {
    if (kept.has(at)) renderEntry(state, entry, name, index, at, depth);
    else noteOverwritten(state, field, name, at);
    index += 1;
  }
}

/** The entries that no later entry with the same key replaces. */
function lastEntries(state: RenderTextState, entry: MessagePlan, from: number, to: number): Set<number> {
  const { records } = state;
  const lastOfKey = new Map<string, number>();
  state.quietly(() => {
    for (let at = from; at < to; at += STEP) {
      const { unknownEnums } = state;
      const first = indexSpan(state, entry, records.start(at), records.end(at));
      const key = state.unknownEnums === unknownEnums ? keyText(state, entry, first) : `unknown ${at}`;
      lastOfKey.set(key, at);
      records.length = first;
    }
  });
  return new Set(lastOfKey.values());
}

/** The key of the entry whose records lie on the index from `first` on: the same for the same key. */
function keyText(state: RenderTextState, entry: MessagePlan, first: number): string {
  const [key] = entry.fields;
  if (key === undefined) return "";
  const at = state.records.lastOf(KEY_SLOT, first);
  if (at < 0) return defaultText(key);
  return scalarText(state, key, state.records.start(at), state.records.end(at), key.name);
}

function noteOverwritten(state: RenderTextState, field: FieldPlan, name: string, at: number): void {
  const start = state.records.recordStart(at);
  const message = `A later entry of "${field.name}" has the same key as the one at byte ${start}; only the last is in the text.`;
  state.report("overwritten", start, state.records.recordEnd(at), message, "", name);
}

/** An entry whose value is a number that a closed enum does not have is an unknown field as a whole. */
function renderEntry(
  state: RenderTextState,
  entry: MessagePlan,
  name: string,
  index: number,
  at: number,
  depth: number,
): void {
  const { records, writer, unknownEnums } = state;
  const [recordStart, recordEnd] = [records.recordStart(at), records.recordEnd(at)];
  state.path.enter(name, index);
  const first = indexSpan(state, entry, records.start(at), records.end(at));
  const [key, value] = entry.fields;
  if (state.unknownEnums !== unknownEnums) {
    if (state.showsUnknown) renderUnknown(state, recordStart, recordEnd, depth);
  } else if (key !== undefined && value !== undefined) {
    writer.open(name);
    writer.field(key.name, keyText(state, entry, first));
    renderValue(state, value, first, depth);
    writer.close();
  }
  state.path.leave();
  records.length = first;
}

function renderValue(state: RenderTextState, value: FieldPlan, first: number, depth: number): void {
  const { records, writer } = state;
  let from = first;
  while (from < records.length && records.slot(from) < value.slot) from += STEP;
  let to = from;
  while (to < records.length && records.slot(to) === value.slot) to += STEP;
  if (value.kind === MESSAGE || value.kind === GROUP)
    renderMessage(state, value.message(), value.name, -1, from, to, depth + 1);
  else if (from === to) writer.field(value.name, defaultText(value));
  else {
    const last = to - STEP;
    writer.field(value.name, scalarText(state, value, records.start(last), records.end(last), value.name));
  }
}
