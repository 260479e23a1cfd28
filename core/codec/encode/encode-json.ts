import type { DescMessage } from "@bufbuild/protobuf";
import type { Result } from "../../finding.ts";
import { END } from "../json/characters.ts";
import { messagePlanOf } from "../plan/message-plan.ts";
import type { EncodedJson, EncodeOptions } from "../types.ts";
import { EncodeState } from "./encode-state.ts";
import { writeContent } from "./messages.ts";

/**
 * Encodes a ProtoJSON text as the bytes of a message.
 *
 * Members become records in the order of the text; fields without presence are left out when they are zero. Everything
 * that does not fit is refused, and all of it is reported (up to 100 findings, in text order), each with line, column
 * and JSON path. After a syntax error nothing more is read. Accepted are JSON names and declared names, enum names and
 * numbers, numbers in quotes, base64 and base64url: https://protobuf.dev/programming-guides/json/.
 */
export function encodeJson(type: DescMessage, text: string, options: EncodeOptions): Result<EncodedJson> {
  const state = new EncodeState(text, options);
  const { cursor, sink, links, findings } = state;
  writeContent(state, messagePlanOf(type), 0);
  if (!cursor.isOver && cursor.peek() !== END) {
    cursor.fail("the end of the text", "One message is one JSON value.");
  }
  const found = findings.finish(text, cursor.fault);
  if (findings.hasErrors || cursor.fault !== undefined) {
    state.release();
    return { ok: false, findings: found };
  }
  const compactByteLength = text.length - cursor.whitespace + cursor.extraBytes;
  const value = { bytes: sink.finish(), links: links.finish(), compactByteLength };
  state.release();
  return { ok: true, value, findings: found };
}
