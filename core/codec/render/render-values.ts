import { CLOSE_BRACKET, OPEN_BRACKET } from "../json/characters.ts";
import { DOUBLE, MESSAGE } from "../plan/kinds.ts";
import { fieldAt, type MessagePlan } from "../plan/message-plan.ts";
import { STEP } from "./record-index.ts";
import { renderMap } from "./render-map.ts";
import { renderMessage } from "./render-message.ts";
import { renderDefault, renderScalar } from "./render-scalar.ts";
import type { RenderState } from "./render-state.ts";

const ONLY_SLOT = 0;

/** Writes a `google.protobuf.Struct`, whose entries lie on the index from `first` on, as an object. */
export function renderStruct(state: RenderState, plan: MessagePlan, first: number, depth: number): void {
  renderMap(state, fieldAt(plan, ONLY_SLOT), first, state.records.length, depth);
}

/** Writes a `google.protobuf.ListValue`, whose items lie on the index from `first` on, as an array. */
export function renderListValue(state: RenderState, plan: MessagePlan, first: number, depth: number): void {
  const { records, text, links } = state;
  const value = fieldAt(plan, ONLY_SLOT).message();
  const end = records.length;
  text.open(OPEN_BRACKET);
  for (let at = first; at < end && !text.isFull; at += STEP) {
    text.next();
    const link = links.add(text.offset, 0, records.recordStart(at), records.recordEnd(at));
    renderMessage(state, value, at, at + STEP, depth + 1);
    links.endText(link, text.offset);
  }
  text.close(CLOSE_BRACKET);
}

/** Writes a `google.protobuf.Value`, whose records lie on the index from `first` on: one of them counts. */
export function renderDynamicValue(
  state: RenderState,
  plan: MessagePlan,
  first: number,
  depth: number,
): void {
  const { records, text } = state;
  let from = records.length - STEP;
  if (from < first) {
    const message = "This google.protobuf.Value has no value at all; the JSON shows null.";
    state.report("empty-value", state.messageStart, state.messageEnd, message);
    text.ascii("null");
    return;
  }
  const slot = records.slot(from);
  const last = from;
  while (from > first && records.slot(from - STEP) === slot) from -= STEP;
  const field = fieldAt(plan, slot);
  if (field.kind === MESSAGE) renderMessage(state, field.message(), from, records.length, depth);
  else {
    if (field.kind === DOUBLE) noteNotANumber(state, records.start(last));
    renderScalar(state, field, records.start(last), records.end(last));
  }
}

/** JSON has no form for it: a string is what reads it back as another value. */
function noteNotANumber(state: RenderState, start: number): void {
  const value = state.view.getFloat64(start, true);
  if (Number.isFinite(value)) return;
  const message = `A google.protobuf.Value cannot say ${value} in JSON; it is shown as a string.`;
  state.report("bad-number", start, start + 8, message);
}

/** Writes a wrapper message (`google.protobuf.Int32Value`), whose records lie on the index from `first` on, as its value. */
export function renderWrapper(state: RenderState, plan: MessagePlan, first: number): void {
  const { records, text, links } = state;
  const field = fieldAt(plan, ONLY_SLOT);
  const last = records.length - STEP;
  if (last < first) {
    renderDefault(state, field);
    return;
  }
  const link = links.add(text.offset, 0, records.recordStart(last), records.recordEnd(last));
  renderScalar(state, field, records.start(last), records.end(last));
  links.endText(link, text.offset);
}
