import { CLOSE_BRACE, COLON, LOWER_N, OPEN_BRACE, QUOTE } from "../json/characters.ts";
import { EXTENSION_SLOT, type FieldPlan } from "../plan/field-plan.ts";
import { extensionByName, type MessagePlan } from "../plan/message-plan.ts";
import {
  ANY,
  DURATION,
  FIELD_MASK,
  LIST_VALUE,
  ORDINARY,
  STRUCT,
  TIMESTAMP,
  VALUE,
  WRAPPER,
} from "../plan/well-known.ts";
import { writeAny } from "./any.ts";
import { type EncodeState, FIRST_IS_KEPT, type Outcome, REFUSED, WRITTEN } from "./encode-state.ts";
import { acceptsNull, writeField } from "./fields.ts";
import { nearestName } from "./nearest-name.ts";
import { writeFieldMask, writeSeconds } from "./times.ts";
import { writeDynamicValue, writeListValue, writeStruct, writeWrapper } from "./values.ts";

/** Says that an object is no `Any`, where otherwise the offset of its `@type` key is given. */
const NO_TYPE_KEY = -1;

const KEEP_ONE = "Keep one of the two.";

/** Writes the JSON value at the cursor as the content of a message, without tag and length. */
export function writeContent(state: EncodeState, plan: MessagePlan, depth: number): Outcome {
  switch (plan.wellKnown) {
    case ORDINARY:
      return writeObject(state, plan, depth, NO_TYPE_KEY);
    case ANY:
      return writeAny(state, depth);
    case TIMESTAMP:
    case DURATION:
      return writeSeconds(state, plan.wellKnown === TIMESTAMP);
    case FIELD_MASK:
      return writeFieldMask(state);
    case STRUCT:
      return writeStruct(state, plan, depth);
    case VALUE:
      return writeDynamicValue(state, plan, depth);
    case LIST_VALUE:
      return writeListValue(state, plan, depth);
    case WRAPPER:
      return writeWrapper(state, plan);
  }
}

/** Writes the JSON object at the cursor as the fields of a message, in the order of the text. */
export function writeObject(
  state: EncodeState,
  plan: MessagePlan,
  depth: number,
  typeKeyStart: number,
): Outcome {
  const { cursor } = state;
  if (cursor.peek() !== OPEN_BRACE) {
    state.refuseType(`an object (${plan.typeName})`);
    return REFUSED;
  }
  if (depth > state.maxDepth) {
    state.refuseDepth();
    return REFUSED;
  }
  const start = cursor.position;
  const frame = state.enter(plan);
  cursor.position += 1;
  if (cursor.peek() === CLOSE_BRACE) cursor.position += 1;
  else writeMembers(state, plan, frame, depth, typeKeyStart);
  if (plan.required.length > 0 && !state.verbatim) requireFields(state, plan, frame, start);
  state.leave(frame);
  return WRITTEN;
}

function writeMembers(
  state: EncodeState,
  plan: MessagePlan,
  frame: number,
  depth: number,
  typeKeyStart: number,
): void {
  const { cursor } = state;
  let guess = 0;
  let extensions: Set<number> | undefined;
  do {
    if (cursor.peek() !== QUOTE) {
      cursor.failKey();
      return;
    }
    const keyStart = cursor.position;
    const field = passKey(state, plan, guess, typeKeyStart);
    if (field === undefined) continue;
    if (field.slot >= EXTENSION_SLOT) {
      extensions ??= new Set();
      writeExtension(state, field, keyStart, depth, extensions);
    } else {
      guess = field.slot + 1;
      writeMember(state, plan, field, frame, keyStart, depth);
    }
  } while (cursor.nextMember());
}

/**
 * Passes a key and its colon. Members mostly come in the order of the fields, so the field after the last one is tried
 * first. Undefined when the key is no field: it has been dealt with, and its value passed.
 */
function passKey(
  state: EncodeState,
  plan: MessagePlan,
  guess: number,
  typeKeyStart: number,
): FieldPlan | undefined {
  const { cursor } = state;
  const text = cursor.text;
  const keyStart = cursor.position;
  const likely = plan.fields[guess];
  if (likely?.isPlain === true) {
    const after = keyStart + 1 + likely.jsonName.length;
    if (text.charCodeAt(after) === QUOTE && text.startsWith(likely.jsonName, keyStart + 1)) {
      cursor.position = after + 1;
      return cursor.expect(COLON, '":"') ? likely : undefined;
    }
  }
  if (!cursor.scanString()) return undefined;
  const key = cursor.tokenText();
  const keyEnd = cursor.position;
  if (!cursor.expect(COLON, '":"')) return undefined;
  if (typeKeyStart !== NO_TYPE_KEY && key === "@type") {
    passTypeKey(state, keyStart, typeKeyStart);
    return undefined;
  }
  const field = plan.byName.get(key) ?? findExtension(state, plan, key);
  if (field === undefined) passUnknown(state, plan, key, keyStart, keyEnd);
  return field;
}

/** Passes the value of an `@type` key, which has been read already; a second one is refused. */
export function passTypeKey(state: EncodeState, keyStart: number, typeKeyStart: number): void {
  if (keyStart !== typeKeyStart) {
    const message = 'The key "@type" occurs twice in this object';
    state.object("duplicate-key", keyStart, keyEnd(state, keyStart), message, KEEP_ONE, FIRST_IS_KEPT);
  }
  state.skip();
}

function findExtension(state: EncodeState, plan: MessagePlan, key: string): FieldPlan | undefined {
  if (!plan.isExtensible || !key.startsWith("[") || !key.endsWith("]")) return undefined;
  return extensionByName(plan, key.slice(1, -1), state.registry);
}

/** Refuses a key that is no field, or skips it when the encoder is lenient; passes its value. */
function passUnknown(state: EncodeState, plan: MessagePlan, key: string, start: number, end: number): void {
  const near = nearestName(key, plan.byName.keys());
  const hint = near === undefined ? unknownHint(plan, key) : `Did you mean ${JSON.stringify(near)}?`;
  const message = `${state.excerpt(start, end)} is no field of ${plan.typeName}`;
  state.object("unknown-field", start, end, message, hint, "it is skipped");
  state.skip();
}

function unknownHint(plan: MessagePlan, key: string): string {
  if (key.startsWith("[")) return "No loaded schema has an extension of this name for the message.";
  const names = plan.fields.map((field) => field.jsonName);
  if (names.length === 0) return "The message has no fields.";
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8
    ? `Its fields are ${shown} and ${names.length - 8} more.`
    : `Its fields are ${shown}.`;
}

function writeMember(
  state: EncodeState,
  plan: MessagePlan,
  field: FieldPlan,
  frame: number,
  keyStart: number,
  depth: number,
): void {
  const seen = frame + field.slot;
  if (state.seen[seen] !== 0) {
    refuseDuplicate(state, field, keyStart);
    return;
  }
  state.seen[seen] = 1;
  const member = frame + plan.fields.length + field.oneof;
  const rival = field.oneof < 0 ? 0 : (state.seen[member] ?? 0);
  if (rival !== 0 && state.isLenient && (state.cursor.peek() !== LOWER_N || acceptsNull(field))) {
    objectToSecondMember(state, plan, field, plan.fields[rival - 1], keyStart);
    state.skip();
    return;
  }
  if (!writeField(state, field, keyStart, depth)) return;
  state.seen[seen] = 2;
  if (field.oneof < 0) return;
  if (rival === 0) state.seen[member] = field.slot + 1;
  else objectToSecondMember(state, plan, field, plan.fields[rival - 1], keyStart);
}

function writeExtension(
  state: EncodeState,
  field: FieldPlan,
  keyStart: number,
  depth: number,
  extensions: Set<number>,
): void {
  if (extensions.has(field.number)) {
    refuseDuplicate(state, field, keyStart);
    return;
  }
  extensions.add(field.number);
  writeField(state, field, keyStart, depth);
}

function refuseDuplicate(state: EncodeState, field: FieldPlan, keyStart: number): void {
  const end = keyEnd(state, keyStart);
  const both = `"${field.name}" and "${field.jsonName}" are one field`;
  const also = field.name === field.jsonName || field.slot >= EXTENSION_SLOT ? "" : ` (${both})`;
  const message = `The field "${field.jsonName}" occurs twice in this object${also}`;
  state.object("duplicate-key", keyStart, end, message, KEEP_ONE, FIRST_IS_KEPT);
  state.skip();
}

function objectToSecondMember(
  state: EncodeState,
  plan: MessagePlan,
  field: FieldPlan,
  first: FieldPlan | undefined,
  keyStart: number,
): void {
  const oneof = plan.oneofs[field.oneof] ?? "";
  const message = `"${field.jsonName}" and "${first?.jsonName ?? ""}" are both in this object, but the oneof "${oneof}" takes one of them`;
  const end = keyEnd(state, keyStart);
  state.object("oneof-conflict", keyStart, end, message, "Remove one of the two.", FIRST_IS_KEPT);
}

/** The offset after the closing quote of a key that has been read before. */
function keyEnd(state: EncodeState, keyStart: number): number {
  const match = /"(?:[^"\\]|\\.)*"/y;
  match.lastIndex = keyStart;
  return match.test(state.cursor.text) ? match.lastIndex : keyStart + 1;
}

function requireFields(state: EncodeState, plan: MessagePlan, frame: number, start: number): void {
  for (const field of plan.required) {
    if (state.seen[frame + field.slot] === 2) continue;
    const message = `The required field "${field.jsonName}" (${field.typeText}) of ${plan.typeName} is missing.`;
    state.refuse("required-missing", start, start + 1, message, `Add "${field.jsonName}" to this object.`);
  }
}
