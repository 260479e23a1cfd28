import { closeSetItem, openSetItem } from "../../wire/message-set.ts";
import { CLOSE_BRACKET, LOWER_N, OPEN_BRACKET } from "../json/characters.ts";
import { type FieldPlan, LIST, MAP, SINGULAR, type ValuePlan } from "../plan/field-plan.ts";
import { GROUP, MESSAGE, WIRE_EGROUP } from "../plan/kinds.ts";
import { VALUE } from "../plan/well-known.ts";
import { type EncodeState, type Outcome, REFUSED, WRITTEN, ZERO } from "./encode-state.ts";
import { writeMap } from "./maps.ts";
import { writeContent } from "./messages.ts";
import { writeScalar } from "./scalars.ts";

/**
 * Writes the JSON value at the cursor as a field: all its records. `null` writes nothing, but for the types whose value
 * it is. Answers true when the field has a value, be it the default that is not written.
 */
export function writeField(state: EncodeState, field: FieldPlan, keyStart: number, depth: number): boolean {
  const { cursor } = state;
  if (cursor.peek() === LOWER_N && !(field.cardinality === SINGULAR && acceptsNull(field))) {
    cursor.scanLiteral("null");
    return false;
  }
  switch (field.cardinality) {
    case SINGULAR:
      writeSingular(state, field, keyStart, depth);
      break;
    case LIST:
      writeList(state, field, keyStart, depth);
      break;
    case MAP:
      writeMap(state, field, depth);
      break;
  }
  return true;
}

/** Writes one value without its tag; a message with its length, a group with its end tag. */
export function writeValue(state: EncodeState, plan: ValuePlan, tag: number, depth: number): Outcome {
  if (plan.kind === MESSAGE) return writeMessage(state, plan, depth);
  if (plan.kind !== GROUP) return writeScalar(state, plan);
  const outcome = writeContent(state, plan.message(), depth + 1);
  state.sink.varint32(((tag & ~7) | WIRE_EGROUP) >>> 0);
  return outcome;
}

/** Writes a message with its length. */
function writeMessage(state: EncodeState, plan: ValuePlan, depth: number): Outcome {
  const { sink, links } = state;
  const room = plan.lengthRoom;
  const firstLink = links.length;
  sink.reserve(room);
  sink.length += room;
  const start = sink.length;
  const outcome = writeContent(state, plan.message(), depth + 1);
  if (outcome === REFUSED) return REFUSED;
  const shift = sink.closeLength(start, room);
  if (shift !== 0) {
    plan.lengthRoom = room + shift;
    links.shift(firstLink, shift);
  }
  return WRITTEN;
}

/** True for a value that JSON's null is a value of, and not its absence. */
export function acceptsNull(plan: ValuePlan): boolean {
  if (plan.kind === MESSAGE) return plan.message().wellKnown === VALUE;
  return plan.enumeration?.isNullValue === true;
}

function writeSingular(state: EncodeState, field: FieldPlan, keyStart: number, depth: number): void {
  const { sink, links } = state;
  const start = sink.length;
  const link = links.open(keyStart, start);
  if (field.isSetItem) openSetItem(sink, field.number);
  else sink.varint32(field.tag);
  const outcome = writeValue(state, field, field.tag, depth);
  if (field.isSetItem) closeSetItem(sink);
  if (outcome === REFUSED || (outcome === ZERO && field.isImplicit && !state.verbatim)) {
    sink.length = start;
    links.truncate(link);
    return;
  }
  links.close(link, state.cursor.position, sink.length);
}

/** Writes the JSON array at the cursor as the records of a list. */
export function writeList(state: EncodeState, field: FieldPlan, keyStart: number, depth: number): void {
  const { cursor } = state;
  if (cursor.peek() !== OPEN_BRACKET) {
    state.refuseType(
      `an array of ${field.valueTypeText}`,
      `"${field.jsonName}" is repeated: write [ ] around it.`,
    );
    return;
  }
  cursor.position += 1;
  if (cursor.peek() === CLOSE_BRACKET) {
    cursor.position += 1;
    return;
  }
  if (field.isPacked) writePacked(state, field, keyStart);
  else writeItems(state, field, depth);
}

function writeItems(state: EncodeState, field: FieldPlan, depth: number): void {
  const { cursor, sink, links } = state;
  do {
    cursor.peek();
    const start = sink.length;
    const link = links.open(cursor.position, start);
    sink.varint32(field.tag);
    if (writeValue(state, field, field.tag, depth) === REFUSED) {
      sink.length = start;
      links.truncate(link);
    } else links.close(link, cursor.position, sink.length);
  } while (cursor.nextItem());
}

function writePacked(state: EncodeState, field: FieldPlan, keyStart: number): void {
  const { cursor, sink, links } = state;
  const recordStart = sink.length;
  const record = links.open(keyStart, recordStart);
  sink.varint32(field.tag);
  const room = field.lengthRoom;
  sink.reserve(room);
  sink.length += room;
  const start = sink.length;
  do {
    cursor.peek();
    const textStart = cursor.position;
    const itemStart = sink.length;
    if (writeScalar(state, field) === REFUSED) sink.length = itemStart;
    else links.add(textStart, cursor.position, itemStart, sink.length);
  } while (cursor.nextItem());
  if (sink.length === start) {
    sink.length = recordStart;
    links.truncate(record);
    return;
  }
  const shift = sink.closeLength(start, room);
  if (shift !== 0) {
    field.lengthRoom = room + shift;
    links.shift(record + 4, shift);
  }
  links.close(record, cursor.position, sink.length);
}
