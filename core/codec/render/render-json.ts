import type { DescMessage } from "@bufbuild/protobuf";
import type { Result } from "../../finding.ts";
import { depthLimit } from "../limits.ts";
import { messagePlanOf } from "../plan/message-plan.ts";
import type { RenderedJson, RenderOptions, TranscodeOptions } from "../types.ts";
import { indexSpan } from "./index-records.ts";
import { renderIndexed } from "./render-message.ts";
import { RenderState } from "./render-state.ts";

const DEFAULT_INDENT = 2;
const WIDEST_INDENT = 16;

/**
 * Writes the bytes of a message as ProtoJSON (https://protobuf.dev/programming-guides/json/), whatever the bytes are.
 *
 * Fields come in the order of their numbers, extensions after them; a oneof, a singular field or a map key that occurs
 * several times has its last value, map entries come in wire order. Fields that are on the wire are shown even when
 * they are zero. What JSON cannot say, what is damaged and what the schema does not know is in the findings, with the
 * bytes it concerns; unknown fields are not in the text.
 */
export function renderJson(type: DescMessage, bytes: Uint8Array, options: RenderOptions): RenderedJson {
  const indent = Math.max(0, Math.min(WIDEST_INDENT, Math.floor(options.indent ?? DEFAULT_INDENT)));
  const depth = depthLimit(options.maxDepth);
  const state = new RenderState(bytes, options.registry, indent, options.links !== false, depth);
  renderRoot(state, type);
  const { compactByteLength } = state.text;
  const text = state.text.finish();
  const [links, findings] = [state.links.finish(), state.findings.finish(text)];
  state.release();
  return { text, links, findings, compactByteLength };
}

/**
 * Writes the bytes of a message as ProtoJSON on one line, and refuses what a conforming parser refuses and what has no
 * form in JSON: damaged bytes, invalid UTF-8, an `Any` of a type that the registry does not have.
 */
export function transcodeToJson(
  type: DescMessage,
  bytes: Uint8Array,
  options: TranscodeOptions,
): Result<string> {
  const state = new RenderState(bytes, options.registry, 0, false, depthLimit(options.maxDepth));
  renderRoot(state, type);
  const text = state.text.finish();
  const findings = state.findings.finish(text);
  state.release();
  return state.findings.isRefused ? { ok: false, findings } : { ok: true, value: text, findings };
}

function renderRoot(state: RenderState, type: DescMessage): void {
  const plan = messagePlanOf(type);
  const first = indexSpan(state, plan, 0, state.bytes.length, 0);
  state.messageEnd = state.bytes.length;
  renderIndexed(state, plan, first, 0);
  if (state.text.isFull) {
    const message = "The JSON of this message is longer than a text can be; it ends early.";
    state.report("too-long", 0, state.bytes.length, message);
  }
}
