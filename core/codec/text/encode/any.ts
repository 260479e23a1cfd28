import { type MessagePlan, messagePlanOf } from "../../plan/message-plan.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import type { Frame } from "./frame.ts";
import { writeFields } from "./messages.ts";
import { refuseDepth, skipFieldValue } from "./skip.ts";

const VALUE_TAG = 0x12;
const LONGEST_SHOWN = 200;

const encoder = new TextEncoder();

/**
 * Writes what follows `[type.googleapis.com/pkg.Type]` (`start` to `end` in the text) in a `google.protobuf.Any`: the
 * message that it holds.
 */
export function writeExpandedAny(
  state: EncodeTextState,
  any: MessagePlan,
  frame: Frame,
  url: string,
  start: number,
  end: number,
  depth: number,
): void {
  if (any.fields.some((field) => frame.countOf(field) > 0)) {
    const message = `This google.protobuf.Any has a value already before ${state.excerpt(start, end)}.`;
    state.refuse("duplicate-field", start, end, message, "Keep one of the two.");
    skipFieldValue(state);
    return;
  }
  for (const field of any.fields) frame.count(field);
  const name = url.substring(url.lastIndexOf("/") + 1);
  const desc = state.registry.getMessage(name);
  if (desc !== undefined) {
    writeHeld(state, any, messagePlanOf(desc), url, depth);
    return;
  }
  const message = `No loaded schema has the message type "${name.substring(0, LONGEST_SHOWN)}".`;
  const hint = "Load a schema that has it, or write the fields type_url and value (its bytes).";
  state.refuse("unresolved-any", start, end, message, hint);
  skipFieldValue(state);
}

function writeHeld(
  state: EncodeTextState,
  any: MessagePlan,
  plan: MessagePlan,
  url: string,
  depth: number,
): void {
  const { cursor, sink } = state;
  cursor.take(":");
  const textStart = cursor.start;
  const isBrace = cursor.isAt("{");
  if (!isBrace && !cursor.isAt("<")) {
    cursor.expected(`a message in { } (${plan.typeName})`);
    return;
  }
  if (depth >= state.maxDepth) {
    refuseDepth(state);
    return;
  }
  cursor.advance();
  const urlBytes = encoder.encode(url);
  sink.varint32(any.fields[0]?.tag ?? 0);
  sink.varint32(urlBytes.length);
  sink.raw(urlBytes);
  const recordStart = sink.length;
  sink.varint32(VALUE_TAG);
  sink.reserve(1);
  sink.length += 1;
  const start = sink.length;
  state.path.enter(state.fieldName, -1);
  writeFields(state, plan, isBrace ? "}" : ">", depth + 1, textStart);
  state.path.leave();
  // An empty value is left out, as every serializer does.
  if (sink.length === start) sink.length = recordStart;
  else sink.closeLength(start, 1);
}
