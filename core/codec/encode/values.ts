import {
  isDigit,
  LOWER_F,
  LOWER_N,
  LOWER_T,
  MINUS,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from "../json/characters.ts";
import { fieldAt, type MessagePlan } from "../plan/message-plan.ts";
import { type EncodeState, type Outcome, REFUSED, WRITTEN, ZERO } from "./encode-state.ts";
import { writeList, writeValue } from "./fields.ts";
import { writeMap } from "./maps.ts";
import { writeScalar } from "./scalars.ts";

/** Writes the JSON object at the cursor as the content of a `google.protobuf.Struct`. */
export function writeStruct(state: EncodeState, plan: MessagePlan, depth: number): Outcome {
  return writeContainer(state, OPEN_BRACE, "an object (google.protobuf.Struct)", depth, () =>
    writeMap(state, fieldAt(plan, 0), depth),
  );
}

/** Writes the JSON array at the cursor as the content of a `google.protobuf.ListValue`. */
export function writeListValue(state: EncodeState, plan: MessagePlan, depth: number): Outcome {
  return writeContainer(state, OPEN_BRACKET, "an array (google.protobuf.ListValue)", depth, () =>
    writeList(state, fieldAt(plan, 0), state.cursor.position, depth),
  );
}

function writeContainer(
  state: EncodeState,
  opener: number,
  expected: string,
  depth: number,
  write: () => void,
): Outcome {
  if (state.cursor.peek() !== opener) {
    state.refuseType(expected);
    return REFUSED;
  }
  if (depth > state.maxDepth) {
    state.refuseDepth();
    return REFUSED;
  }
  write();
  return WRITTEN;
}

/** Writes any JSON value at the cursor as the content of a `google.protobuf.Value`. */
export function writeDynamicValue(state: EncodeState, plan: MessagePlan, depth: number): Outcome {
  const { cursor, sink } = state;
  const code = cursor.peek();
  const field = fieldAt(plan, kindIndex(code));
  sink.varint32(field.tag);
  if (code === LOWER_N) {
    sink.varint32(0);
    return cursor.scanLiteral("null") ? WRITTEN : REFUSED;
  }
  // A list or struct stands at the same depth as the value that holds it, where `writeValue` counts one level.
  const outcome = writeValue(state, field, field.tag, depth - 1);
  return outcome === ZERO ? WRITTEN : outcome;
}

/** Which member of `Value`'s oneof a JSON value is, by its first character. What is no value is refused as a number. */
function kindIndex(code: number): number {
  if (code === LOWER_N) return 0;
  if (code === MINUS || isDigit(code)) return 1;
  if (code === QUOTE) return 2;
  if (code === LOWER_T || code === LOWER_F) return 3;
  if (code === OPEN_BRACE) return 4;
  return code === OPEN_BRACKET ? 5 : 1;
}

/** Writes the JSON scalar at the cursor as the content of a wrapper message (`google.protobuf.Int32Value`). */
export function writeWrapper(state: EncodeState, plan: MessagePlan): Outcome {
  const { cursor, sink, links } = state;
  const field = fieldAt(plan, 0);
  cursor.peek();
  const textStart = cursor.position;
  const byteStart = sink.length;
  sink.varint32(field.tag);
  const outcome = writeScalar(state, field);
  if (outcome === WRITTEN) links.add(textStart, cursor.position, byteStart, sink.length);
  else sink.length = byteStart;
  return outcome === REFUSED ? REFUSED : WRITTEN;
}
