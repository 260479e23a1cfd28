import { CLOSE_BRACE, OPEN_BRACE } from "../json/characters.ts";
import { fieldAtSlot, type MessagePlan } from "../plan/message-plan.ts";
import {
  ANY,
  DURATION,
  FIELD_MASK,
  LIST_VALUE,
  ORDINARY,
  STRUCT,
  TIMESTAMP,
  VALUE,
  WRAPPER,
} from "../plan/well-known.ts";
import { indexMessage } from "./index-records.ts";
import { STEP } from "./record-index.ts";
import { renderAny } from "./render-any.ts";
import { renderField } from "./render-field.ts";
import { renderBytes } from "./render-scalar.ts";
import type { RenderState } from "./render-state.ts";
import { renderFieldMask, renderSeconds } from "./render-times.ts";
import { renderDynamicValue, renderListValue, renderStruct, renderWrapper } from "./render-values.ts";

/** Writes the message whose content is in the records `from` to `to` of the index (none: an empty message) as JSON. */
export function renderMessage(
  state: RenderState,
  plan: MessagePlan,
  from: number,
  to: number,
  depth: number,
): void {
  if (depth > state.maxDepth) {
    const hasContent = from < to;
    renderTooDeep(
      state,
      plan,
      hasContent ? state.records.start(from) : 0,
      hasContent ? state.records.end(from) : 0,
    );
    return;
  }
  const first = indexMessage(state, plan, from, to, depth);
  state.messageStart = from < to ? state.records.recordStart(from) : 0;
  state.messageEnd = from < to ? state.records.recordEnd(to - STEP) : 0;
  renderIndexed(state, plan, first, depth);
  state.records.length = first;
}

/** Writes the message whose records lie on the index from `first` on. */
export function renderIndexed(state: RenderState, plan: MessagePlan, first: number, depth: number): void {
  switch (plan.wellKnown) {
    case ORDINARY:
      state.text.open(OPEN_BRACE);
      renderFields(state, plan, first, depth);
      state.text.close(CLOSE_BRACE);
      break;
    case ANY:
      renderAny(state, plan, first, depth);
      break;
    case TIMESTAMP:
    case DURATION:
      renderSeconds(state, first, plan.wellKnown === TIMESTAMP);
      break;
    case FIELD_MASK:
      renderFieldMask(state, first);
      break;
    case STRUCT:
      renderStruct(state, plan, first, depth);
      break;
    case VALUE:
      renderDynamicValue(state, plan, first, depth);
      break;
    case LIST_VALUE:
      renderListValue(state, plan, first, depth);
      break;
    case WRAPPER:
      renderWrapper(state, plan, first);
      break;
  }
}

/** Writes the records from `first` to the top of the index as members of the object that is open. */
export function renderFields(state: RenderState, plan: MessagePlan, first: number, depth: number): void {
  const { records, text } = state;
  const end = records.length;
  let from = first;
  while (from < end && !text.isFull) {
    const slot = records.slot(from);
    let to = from + STEP;
    while (to < end && records.slot(to) === slot) to += STEP;
    const field = slot < 0 ? undefined : fieldAtSlot(plan, slot, state.registry);
    if (field !== undefined) renderField(state, field, from, to, depth);
    from = to;
  }
}

/** Below the depth limit, a message is shown as its bytes in base64: nothing is lost, and nothing reads it as a message. */
export function renderTooDeep(state: RenderState, plan: MessagePlan, start: number, end: number): void {
  const message = `This ${plan.typeName} is nested more than ${state.maxDepth} levels deep; the JSON shows its bytes in base64.`;
  state.report("too-deep", start, end, message);
  renderBytes(state, start, end);
}
