import { CLOSE_BRACKET, OPEN_BRACKET } from "../json/characters.ts";
import { type FieldPlan, LIST, SINGULAR } from "../plan/field-plan.ts";
import { GROUP, MESSAGE } from "../plan/kinds.ts";
import { checkRecord, isPackedRecord } from "./check-record.ts";
import { STEP } from "./record-index.ts";
import { renderMap } from "./render-map.ts";
import { renderMessage } from "./render-message.ts";
import { renderPacked } from "./render-packed.ts";
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
  if (last > from) noteOverwritten(state, field, from, last, depth);
  const start = records.start(last);
  const link = links.add(textStart, 0, records.recordStart(last), records.recordEnd(last));
  renderScalar(state, field, start, records.end(last));
  links.endText(link, text.offset);
}

function noteOverwritten(
  state: RenderState,
  field: FieldPlan,
  from: number,
  last: number,
  depth: number,
): void {
  for (let at = from; at < last; at += STEP) {
    checkRecord(state, field, at, depth);
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
