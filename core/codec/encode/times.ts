import { QUOTE } from "../json/characters.ts";
import { parseDuration } from "../values/duration.ts";
import { maskPathFromJson } from "../values/field-mask.ts";
import { parseTimestamp } from "../values/timestamp.ts";
import { type EncodeState, type Outcome, REFUSED, WRITTEN } from "./encode-state.ts";

const SECONDS_TAG = 0x08;
const NANOS_TAG = 0x10;
const PATHS_TAG = 0x0a;
const TWO_32 = 4_294_967_296;

const TIMESTAMP_FORM = 'a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp)';
const DURATION_FORM = 'a duration such as "1.5s" (google.protobuf.Duration)';
const MASK_FORM = 'field paths such as "user.displayName,photo" (google.protobuf.FieldMask)';

/** Writes the JSON string at the cursor as the content of a Timestamp or a Duration. */
export function writeSeconds(state: EncodeState, isTimestamp: boolean): Outcome {
  const { cursor } = state;
  const expected = isTimestamp ? TIMESTAMP_FORM : DURATION_FORM;
  if (cursor.peek() !== QUOTE) {
    state.refuseType(expected);
    return REFUSED;
  }
  const start = cursor.position;
  if (!cursor.scanString()) return REFUSED;
  const token = cursor.tokenText();
  const parsed = isTimestamp ? parseTimestamp(token) : parseDuration(token);
  if (typeof parsed === "string") {
    const message = `Expected ${expected}, but found ${state.excerpt(start, cursor.position)}: ${parsed}.`;
    state.refuse(isTimestamp ? "bad-timestamp" : "bad-duration", start, cursor.position, message);
    return REFUSED;
  }
  writeSigned(state, SECONDS_TAG, parsed.seconds);
  writeSigned(state, NANOS_TAG, parsed.nanos);
  return WRITTEN;
}

function writeSigned(state: EncodeState, tag: number, value: number): void {
  if (value === 0) return;
  const low = value - Math.floor(value / TWO_32) * TWO_32;
  state.sink.varint32(tag);
  state.sink.varint64(low >>> 0, Math.floor(value / TWO_32) >>> 0);
}

/** Writes the JSON string at the cursor as the content of a FieldMask. */
export function writeFieldMask(state: EncodeState): Outcome {
  const { cursor, sink } = state;
  if (cursor.peek() !== QUOTE) {
    state.refuseType(MASK_FORM);
    return REFUSED;
  }
  const start = cursor.position;
  if (!cursor.scanString()) return REFUSED;
  const token = cursor.tokenText();
  if (token === "") return WRITTEN;
  for (const jsonPath of token.split(",")) {
    const path = maskPathFromJson(jsonPath);
    if (path === undefined) {
      const message = `Expected ${MASK_FORM}, but found the path ${JSON.stringify(jsonPath)}.`;
      const hint = "Names in a path are written in camelCase, without underscores.";
      state.refuse("bad-field-mask", start, cursor.position, message, hint);
      return REFUSED;
    }
    sink.varint32(PATHS_TAG);
    sink.varint32(path.length);
    sink.raw(Uint8Array.from(path, (letter) => letter.charCodeAt(0)));
  }
  return WRITTEN;
}
