import { CLOSE_BRACE, OPEN_BRACE } from "../json/characters.ts";
import { type MessagePlan, messagePlanOf } from "../plan/message-plan.ts";
import { ORDINARY } from "../plan/well-known.ts";
import { indexSpan } from "./index-records.ts";
import { renderFields, renderIndexed, renderTooDeep } from "./render-message.ts";
import { renderBytes, renderScalar } from "./render-scalar.ts";
import type { RenderState } from "./render-state.ts";

const TYPE_URL_SLOT = 0;
const VALUE_SLOT = 1;

const TYPE_KEY = new TextEncoder().encode('"@type"');
const VALUE_KEY = new TextEncoder().encode('"value"');
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Writes a `google.protobuf.Any`, whose records lie on the index from `first` on. */
export function renderAny(state: RenderState, any: MessagePlan, first: number, depth: number): void {
  const { records, text } = state;
  const [urlAt, valueAt] = [records.lastOf(TYPE_URL_SLOT, first), records.lastOf(VALUE_SLOT, first)];
  const url = urlAt < 0 ? "" : decoder.decode(state.bytes.subarray(records.start(urlAt), records.end(urlAt)));
  const [start, end] = valueAt < 0 ? [0, 0] : [records.start(valueAt), records.end(valueAt)];
  const name = url.substring(url.lastIndexOf("/") + 1);
  const desc = url === "" ? undefined : state.registry.getMessage(name);
  if (desc === undefined && (url !== "" || start < end)) noteUnresolved(state, url, name, urlAt, first);
  const plan = desc === undefined ? undefined : messagePlanOf(desc);
  // The payload's findings belong to the object that is about to be written.
  const payload = plan === undefined ? records.length : indexSpan(state, plan, start, end, depth);
  text.open(OPEN_BRACE);
  if (url !== "" || start < end) renderType(state, any, urlAt);
  if (plan === undefined) renderRaw(state, valueAt);
  else renderPayload(state, plan, payload, valueAt, depth);
  text.close(CLOSE_BRACE);
  records.length = payload;
}

function noteUnresolved(state: RenderState, url: string, name: string, urlAt: number, first: number): void {
  const at = urlAt < 0 ? first : urlAt;
  const [start, end] = [state.records.recordStart(at), state.records.recordEnd(at)];
  const message =
    url === ""
      ? "This google.protobuf.Any has a value but no type URL; the JSON shows the value's bytes in base64."
      : `No loaded schema has the message type ${JSON.stringify(name)} of this google.protobuf.Any; the JSON shows its bytes in base64.`;
  state.report("unresolved-any", start, end, message, "Load a schema that has the type.");
}

function renderType(state: RenderState, any: MessagePlan, urlAt: number): void {
  const { text, links, records } = state;
  text.next();
  const textStart = text.offset;
  text.raw(TYPE_KEY);
  text.colon();
  const field = any.fields[TYPE_URL_SLOT];
  if (urlAt < 0 || field === undefined) {
    text.ascii('""');
    return;
  }
  const link = links.add(textStart, 0, records.recordStart(urlAt), records.recordEnd(urlAt));
  renderScalar(state, field, records.start(urlAt), records.end(urlAt));
  links.endText(link, text.offset);
}

/** The bytes of a value whose type nobody knows. */
function renderRaw(state: RenderState, valueAt: number): void {
  const { text, links, records } = state;
  if (valueAt < 0 || records.start(valueAt) === records.end(valueAt)) return;
  text.next();
  const link = links.add(text.offset, 0, records.recordStart(valueAt), records.recordEnd(valueAt));
  text.raw(VALUE_KEY);
  text.colon();
  renderBytes(state, records.start(valueAt), records.end(valueAt));
  links.endText(link, text.offset);
}

function renderPayload(
  state: RenderState,
  plan: MessagePlan,
  payload: number,
  valueAt: number,
  depth: number,
): void {
  if (plan.wellKnown === ORDINARY) {
    renderFields(state, plan, payload, depth);
    return;
  }
  const { text, links, records } = state;
  text.next();
  const textStart = text.offset;
  const link =
    valueAt < 0 ? -1 : links.add(textStart, 0, records.recordStart(valueAt), records.recordEnd(valueAt));
  text.raw(VALUE_KEY);
  text.colon();
  if (depth < state.maxDepth) renderIndexed(state, plan, payload, depth + 1);
  else renderTooDeep(state, plan, records.start(valueAt), records.end(valueAt));
  if (link >= 0) links.endText(link, text.offset);
}
