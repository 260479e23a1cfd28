import { CLOSE_BRACE, COLON, OPEN_BRACE, QUOTE } from "../json/characters.ts";
import type { FieldPlan } from "../plan/field-plan.ts";
import { BOOL, type Kind, STRING, WIRE_LEN, wireTypeOf } from "../plan/kinds.ts";
import { type EncodeState, FIRST_IS_KEPT, REFUSED } from "./encode-state.ts";
import { writeValue } from "./fields.ts";
import { convertInteger } from "./integers.ts";
import { writeInteger } from "./scalars.ts";
import { writeString } from "./strings.ts";

const KEY_NUMBER = 1;
const VALUE_NUMBER = 2;

/** Writes the JSON object at the cursor as the entries of a map, in the order of the text. */
export function writeMap(state: EncodeState, field: FieldPlan, depth: number): void {
  const { cursor } = state;
  if (cursor.peek() !== OPEN_BRACE) {
    state.refuseType(`an object (${field.typeText})`);
    return;
  }
  cursor.position += 1;
  if (cursor.peek() === CLOSE_BRACE) {
    cursor.position += 1;
    return;
  }
  const keys = new Set<string>();
  do writeEntry(state, field, keys, depth);
  while (cursor.nextMember());
}

function writeEntry(state: EncodeState, field: FieldPlan, keys: Set<string>, depth: number): void {
  const { cursor, sink, links } = state;
  if (cursor.peek() !== QUOTE) {
    cursor.failKey();
    return;
  }
  const recordStart = sink.length;
  const textStart = cursor.position;
  const record = links.open(textStart, recordStart);
  sink.varint32(((field.number << 3) | WIRE_LEN) >>> 0);
  const room = field.lengthRoom;
  sink.reserve(room);
  sink.length += room;
  const start = sink.length;
  const isWritten = writeKey(state, field, keys) && writeEntryValue(state, field, depth);
  if (!isWritten) {
    sink.length = recordStart;
    links.truncate(record);
    return;
  }
  const shift = sink.closeLength(start, room);
  if (shift !== 0) links.shift(record + 4, shift);
  links.close(record, cursor.position, sink.length);
}

/** Writes the key's record and passes the colon. False when the key was refused; the value has been passed then. */
function writeKey(state: EncodeState, field: FieldPlan, keys: Set<string>): boolean {
  const { cursor, sink, links } = state;
  const textStart = cursor.position;
  const byteStart = sink.length;
  const kind = field.mapKey === 0 ? STRING : field.mapKey;
  sink.varint32((KEY_NUMBER << 3) | wireTypeOf(kind));
  const isWritten = kind === STRING ? writeTextKey(state) : writeScalarKey(state, kind);
  const textEnd = cursor.position;
  if (isWritten) {
    links.add(textStart, textEnd, byteStart, sink.length);
    if (!cursor.expect(COLON, '":"')) return false;
    return noteKey(state, keys, kind, textStart, textEnd);
  }
  if (cursor.expect(COLON, '":"')) state.skip();
  return false;
}

function writeTextKey(state: EncodeState): boolean {
  const { sink } = state;
  const start = sink.length + 1;
  sink.reserve(1);
  sink.length = start;
  if (!writeString(state)) return false;
  sink.closeLength(start, 1);
  return true;
}

function writeScalarKey(state: EncodeState, kind: Kind): boolean {
  const { cursor, sink } = state;
  const start = cursor.position;
  if (!cursor.scanString()) return false;
  const token = cursor.tokenText();
  if (kind !== BOOL) {
    if (!convertInteger(state, kind, token, start, cursor.position)) return false;
    writeInteger(state, kind);
    return true;
  }
  if (token !== "true" && token !== "false") {
    const message = `Expected the key "true" or "false", but found ${state.excerpt(start, cursor.position)}.`;
    state.refuse("wrong-type", start, cursor.position, message);
    return false;
  }
  sink.varint32(token === "true" ? 1 : 0);
  return true;
}

/** Refuses a key that the map already has, however the two are written (`1` and `1e0`). */
function noteKey(state: EncodeState, keys: Set<string>, kind: Kind, start: number, end: number): boolean {
  const { cursor } = state;
  const key = kind === STRING ? keyText(state, start, end) : keyOfScalar(state, kind, start, end);
  if (!keys.has(key)) {
    keys.add(key);
    return true;
  }
  const message = `The key ${state.excerpt(start, end)} occurs twice in this map`;
  const hint = "Keep one of the two: a receiver would keep only the last.";
  state.object("duplicate-key", start, end, message, hint, FIRST_IS_KEPT);
  if (!cursor.isOver) state.skip();
  return false;
}

function keyText(state: EncodeState, start: number, end: number): string {
  const raw = state.cursor.text.substring(start + 1, end - 1);
  return raw.includes("\\") ? String(JSON.parse(`"${raw}"`)) : raw;
}

function keyOfScalar(state: EncodeState, kind: Kind, start: number, end: number): string {
  return kind === BOOL ? state.cursor.text.substring(start, end) : `${state.high}:${state.low}`;
}

function writeEntryValue(state: EncodeState, field: FieldPlan, depth: number): boolean {
  const { cursor, sink, links } = state;
  cursor.peek();
  const textStart = cursor.position;
  const tag = (VALUE_NUMBER << 3) | field.wireType;
  const value = links.open(textStart, sink.length);
  sink.varint32(tag);
  if (writeValue(state, field, tag, depth) === REFUSED) return false;
  links.close(value, cursor.position, sink.length);
  return true;
}
