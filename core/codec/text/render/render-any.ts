import { messagePlanOf } from "../../plan/message-plan.ts";
import { STEP } from "../../render/record-index.ts";
import { indexSpan } from "./index-message.ts";
import { renderRecords } from "./render-message.ts";
import type { RenderTextState } from "./render-text-state.ts";

const TYPE_URL_SLOT = 0;
const VALUE_SLOT = 1;
/** What may stand in brackets: a prefix, a slash and the full name of a type. */
const BRACKETED = /^[\w.~!$&()*+,;=%/-]*[\w.~!$&()*+,;=%-]\/([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)$/;
const LONGEST_URL = 4096;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/**
 * Writes a `google.protobuf.Any`, whose records lie on the index from `first` on, as `[url] { … }`. False when it has to
 * be written by its fields: its type is not loaded, its URL has no such form, or its value is damaged.
 */
export function renderAny(state: RenderTextState, first: number, depth: number): boolean {
  const { records, writer, findings } = state;
  const [urlAt, valueAt] = [records.lastOf(TYPE_URL_SLOT, first), records.lastOf(VALUE_SLOT, first)];
  for (let at = first; at < records.length; at += STEP) if (records.slot(at) > VALUE_SLOT) return false;
  if (urlAt < 0 || depth >= state.maxDepth) return false;
  const [urlStart, urlEnd] = [records.start(urlAt), records.end(urlAt)];
  if (urlEnd - urlStart > LONGEST_URL) return false;
  const url = decoder.decode(state.bytes.subarray(urlStart, urlEnd));
  const name = BRACKETED.exec(url)?.[1];
  const desc = name === undefined ? undefined : state.registry.getMessage(name);
  if (desc === undefined) {
    noteUnresolved(state, url, urlStart, urlEnd);
    return false;
  }
  const [start, end] = valueAt < 0 ? [0, 0] : [records.start(valueAt), records.end(valueAt)];
  const [writerMark, findingsMark] = [writer.mark(), findings.mark()];
  const plan = messagePlanOf(desc);
  writer.open(`[${url}]`);
  state.path.enter(`[${url}]`, -1);
  renderRecords(state, plan, indexSpan(state, plan, start, end), depth + 1);
  state.path.leave();
  writer.close();
  if (findings.refusals === findingsMark.refusals) return true;
  writer.reset(writerMark);
  findings.reset(findingsMark);
  const message = `The value of this google.protobuf.Any is no sound ${plan.typeName}; the text shows its bytes.`;
  state.report("damaged-any", start, end, message);
  return false;
}

function noteUnresolved(state: RenderTextState, url: string, start: number, end: number): void {
  const message = `No loaded schema has the message type ${JSON.stringify(url)} of this google.protobuf.Any; the text shows its bytes.`;
  state.report("unresolved-any", start, end, message, "Load a schema that has the type.");
}
