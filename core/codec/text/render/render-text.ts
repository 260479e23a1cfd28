import type { DescMessage } from "@bufbuild/protobuf";
import type { Result } from "../../../finding.ts";
import { depthLimit } from "../../limits.ts";
import { messagePlanOf } from "../../plan/message-plan.ts";
import type { RenderedText, RenderTextOptions } from "../types.ts";
import { indexSpan } from "./index-message.ts";
import { renderRecords } from "./render-message.ts";
import { RenderTextState } from "./render-text-state.ts";

const DEFAULT_INDENT = 2;
const WIDEST_INDENT = 16;

/**
 * Writes the bytes of a message in the text format, whatever the bytes are
 * (https://protobuf.dev/reference/protobuf/textformat-spec/).
 *
 * Fields come in the order of their numbers, extensions and then unknown fields after them; a oneof, a singular field or
 * a map key that occurs several times has its last value. Strings are shown as they are, with octal escapes for what is
 * no text, so that the same bytes can be read back. What is damaged or left out is in the findings.
 */
export function renderText(type: DescMessage, bytes: Uint8Array, options: RenderTextOptions): RenderedText {
  const { text, state } = render(type, bytes, options);
  return { text, findings: state.findings.finish() };
}

/** Writes the bytes of a message in the text format, and refuses what a conforming parser refuses. */
export function transcodeToText(
  type: DescMessage,
  bytes: Uint8Array,
  options: RenderTextOptions,
): Result<string> {
  const { text, state } = render(type, bytes, options);
  const findings = state.findings.finish();
  return state.findings.refusals > 0 ? { ok: false, findings } : { ok: true, value: text, findings };
}

function render(
  type: DescMessage,
  bytes: Uint8Array,
  options: RenderTextOptions,
): { readonly text: string; readonly state: RenderTextState } {
  const indent = Math.max(0, Math.min(WIDEST_INDENT, Math.floor(options.indent ?? DEFAULT_INDENT)));
  const depth = depthLimit(options.maxDepth);
  const state = new RenderTextState(bytes, options.registry, indent, depth, options.unknownFields === true);
  const plan = messagePlanOf(type);
  renderRecords(state, plan, indexSpan(state, plan, 0, bytes.length), 0);
  if (state.writer.isFull) {
    const message = "The text of this message is longer than a text can be; it ends early.";
    state.report("too-long", 0, bytes.length, message);
  }
  const text = state.writer.finish();
  state.records.release();
  return { text, state };
}
