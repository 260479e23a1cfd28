import type { DescMessage } from "@bufbuild/protobuf";
import type { Result } from "../../../finding.ts";
import { depthLimit } from "../../limits.ts";
import { messagePlanOf } from "../../plan/message-plan.ts";
import type { EncodedText, EncodeTextOptions } from "../types.ts";
import { EncodeTextState } from "./encode-text-state.ts";
import { writeFields } from "./messages.ts";

/**
 * Encodes a message in the text format as bytes (https://protobuf.dev/reference/protobuf/textformat-spec/).
 *
 * Fields become records in the order of the text; items of a packed list that stand together share a record; fields
 * without presence are left out when they are zero. Everything that does not fit is refused, and all of it is reported
 * (up to 100 findings, in text order), each with line, column and path. After a syntax error nothing more is read.
 */
export function encodeText(type: DescMessage, text: string, options: EncodeTextOptions): Result<EncodedText> {
  const isLenient = options.lenient === true;
  const state = new EncodeTextState(text, options.registry, isLenient, depthLimit(options.maxDepth));
  writeFields(state, messagePlanOf(type), "", 0, state.cursor.start);
  const { cursor, sink } = state;
  const findings = state.findings.finish(text, cursor.fault, state.faultPath);
  const isRefused = state.findings.hasErrors || cursor.fault !== undefined;
  const bytes = isRefused ? undefined : sink.finish();
  sink.release();
  return bytes === undefined ? { ok: false, findings } : { ok: true, value: { bytes }, findings };
}
