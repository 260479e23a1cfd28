import { type Outcome, REFUSED, WRITTEN } from "../../encode/encode-state.ts";
import { normalizeDefault } from "../../normalize/normalize-scalar.ts";
import type { FieldPlan } from "../../plan/field-plan.ts";
import { MESSAGE, WIRE_I32, WIRE_I64, WIRE_LEN } from "../../plan/kinds.ts";
import type { ByteSink } from "../../wire/byte-sink.ts";
import { readShortVarint, shortVarintLength, skipVarint } from "../../wire/read-varint.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { openMessage } from "./fields.ts";
import type { Frame } from "./frame.ts";
import { writeFields } from "./messages.ts";

const KEY_NUMBER = 1;

/** Writes the map entry at the cursor, `{ key: … value: … }`, with its tag. What it leaves out is written as its default. */
export function writeEntry(state: EncodeTextState, field: FieldPlan, frame: Frame, depth: number): Outcome {
  const { sink, cursor, fieldName, fieldIndex } = state;
  const { entry } = field;
  if (entry === undefined) throw new TypeError(`"${field.name}" is no map`);
  const textStart = cursor.start;
  const close = openMessage(state, field, depth);
  if (close === undefined) return REFUSED;
  state.path.enter(state.fieldName, state.fieldIndex);
  sink.varint32(field.tag);
  sink.reserve(1);
  sink.length += 1;
  const start = sink.length;
  const seen = writeFields(state, entry, close, depth + 1, textStart);
  for (const part of entry.fields) if (seen.countOf(part) === 0) writeMissing(state, part);
  const key = seen.isRefused ? "" : keyOf(sink, start);
  sink.closeLength(start, 1);
  state.path.leave();
  state.fieldName = fieldName;
  state.fieldIndex = fieldIndex;
  if (seen.isRefused) return REFUSED;
  if (!frame.noteKey(field, key)) warnOfSameKey(state, field, textStart);
  return WRITTEN;
}

/** The key's record, one character a byte, in the entry that was written from `start` on: after the value or before it. */
function keyOf(sink: ByteSink, start: number): string {
  const { buffer, length } = sink;
  const second = start + recordLength(buffer, start, length);
  const isFirst = (buffer[start] ?? 0) >>> 3 === KEY_NUMBER;
  const [from, to] = isFirst ? [start, second] : [second, length];
  let key = "";
  for (let at = from; at < to; at += 1) key += String.fromCharCode(buffer[at] ?? 0);
  return key;
}

function recordLength(bytes: Uint8Array, start: number, end: number): number {
  const payload = start + 1;
  switch ((bytes[start] ?? 0) & 7) {
    case WIRE_I64:
      return 9;
    case WIRE_I32:
      return 5;
    case WIRE_LEN:
      return 1 + shortVarintLength(bytes, payload) + readShortVarint(bytes, payload, end);
    default:
      return skipVarint(bytes, payload, end) - start;
  }
}

function writeMissing(state: EncodeTextState, part: FieldPlan): void {
  state.sink.varint32(part.tag);
  if (part.kind === MESSAGE) state.sink.varint32(0);
  else normalizeDefault(state.sink, part);
}

function warnOfSameKey(state: EncodeTextState, field: FieldPlan, start: number): void {
  const message = `An entry of "${field.name}" with this key came before; a receiver keeps only the last.`;
  state.warn("duplicate-key", start, state.cursor.lastEnd, message, "Keep one of the two.");
}
