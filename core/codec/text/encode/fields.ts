import { closeSetItem, openSetItem } from "../../../wire/message-set.ts";
import { FIRST_IS_KEPT, type Outcome, REFUSED, WRITTEN, ZERO } from "../../encode/encode-state.ts";
import { type FieldPlan, MAP, SINGULAR, type ValuePlan } from "../../plan/field-plan.ts";
import { GROUP, MESSAGE, WIRE_EGROUP } from "../../plan/kinds.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import type { Frame } from "./frame.ts";
import { writeEntry } from "./maps.ts";
import { type Close, writeFields } from "./messages.ts";
import { writeScalar } from "./scalars.ts";
import { refuseDepth, skipFieldValue, skipValue } from "./skip.ts";

/** Writes what follows the name of a field (`start` to `end` in the text): a value, or a list of values. */
export function writeField(
  state: EncodeTextState,
  field: FieldPlan,
  frame: Frame,
  start: number,
  end: number,
  depth: number,
): void {
  const { cursor } = state;
  if (field.cardinality === SINGULAR && frame.countOf(field) > 0) {
    const message = `The field ${cursor.text.substring(start, end)} occurs twice in this message, and it takes one value`;
    state.object("duplicate-field", start, end, message, "Keep one of the two.", FIRST_IS_KEPT);
    skipFieldValue(state);
    return;
  }
  const takesMessage = field.kind === MESSAGE || field.kind === GROUP || field.cardinality === MAP;
  if (!cursor.take(":") && !takesMessage) {
    cursor.expected(`":" after the name of a field`, `It takes ${expectationOf(field)}.`);
  } else if (!cursor.isAt("[")) writeOne(state, field, frame, depth);
  else if (field.cardinality === SINGULAR) refuseList(state, field, frame);
  else writeList(state, field, frame, depth);
}

function expectationOf(field: FieldPlan): string {
  return field.cardinality === SINGULAR
    ? `a value of type ${field.valueTypeText}`
    : `values of type ${field.valueTypeText}`;
}

function refuseList(state: EncodeTextState, field: FieldPlan, frame: Frame): void {
  const { cursor } = state;
  const { start } = cursor;
  frame.count(field);
  skipValue(state);
  state.refuseSpan(
    "wrong-type",
    `one ${field.valueTypeText}`,
    start,
    cursor.lastEnd,
    "The field is not repeated.",
  );
}

function writeList(state: EncodeTextState, field: FieldPlan, frame: Frame, depth: number): void {
  const { cursor } = state;
  cursor.advance();
  if (cursor.take("]")) return;
  do writeOne(state, field, frame, depth);
  while (cursor.take(","));
  if (!cursor.take("]")) cursor.expected('"," or "]"');
}

/** Writes one value with its tag. */
function writeOne(state: EncodeTextState, field: FieldPlan, frame: Frame, depth: number): void {
  const { sink, fieldName } = state;
  const index = field.cardinality === SINGULAR ? -1 : frame.countOf(field);
  state.fieldIndex = index;
  frame.count(field);
  if (field.isPacked) frame.openPacked(sink, field);
  const start = sink.length;
  const outcome = writeRecord(state, field, frame, depth);
  if (outcome === REFUSED) frame.isRefused = true;
  if (outcome === REFUSED || (outcome === ZERO && field.isImplicit)) sink.length = start;
  state.fieldName = fieldName;
  state.fieldIndex = index;
}

function writeRecord(state: EncodeTextState, field: FieldPlan, frame: Frame, depth: number): Outcome {
  if (field.cardinality === MAP) return writeEntry(state, field, frame, depth);
  if (field.isSetItem) return writeItem(state, field, depth);
  if (!field.isPacked) state.sink.varint32(field.tag);
  return field.kind === MESSAGE || field.kind === GROUP
    ? writeMessage(state, field, depth)
    : writeScalar(state, field);
}

function writeItem(state: EncodeTextState, field: FieldPlan, depth: number): Outcome {
  openSetItem(state.sink, field.number);
  const outcome = writeMessage(state, field, depth);
  closeSetItem(state.sink);
  return outcome;
}

/** Writes the message at the cursor with its length, a group with its end tag. */
function writeMessage(state: EncodeTextState, field: FieldPlan, depth: number): Outcome {
  const { sink, cursor } = state;
  const textStart = cursor.start;
  const close = openMessage(state, field, depth);
  if (close === undefined) return REFUSED;
  state.path.enter(state.fieldName, state.fieldIndex);
  const room = field.kind === GROUP ? 0 : field.lengthRoom;
  sink.reserve(room);
  sink.length += room;
  const start = sink.length;
  writeFields(state, field.message(), close, depth + 1, textStart);
  if (field.kind === GROUP) sink.varint32(((field.number << 3) | WIRE_EGROUP) >>> 0);
  else field.lengthRoom = room + sink.closeLength(start, room);
  state.path.leave();
  return WRITTEN;
}

/** Passes the bracket that opens a message; answers with the one that closes it, or undefined when there is none. */
export function openMessage(state: EncodeTextState, plan: ValuePlan, depth: number): Close | undefined {
  const { cursor } = state;
  const isBrace = cursor.isAt("{");
  if (!isBrace && !cursor.isAt("<")) {
    refuseNoMessage(state, plan);
    return undefined;
  }
  if (depth >= state.maxDepth) {
    refuseDepth(state);
    return undefined;
  }
  cursor.advance();
  return isBrace ? "}" : ">";
}

function refuseNoMessage(state: EncodeTextState, plan: ValuePlan): void {
  const { cursor } = state;
  const expected = `a message in { } (${plan.valueTypeText})`;
  const isValue = cursor.kind !== "end" && (cursor.kind !== "symbol" || cursor.isAt("-") || cursor.isAt("["));
  if (!isValue) {
    cursor.expected(expected);
    return;
  }
  const { start } = cursor;
  skipValue(state);
  state.refuseSpan("wrong-type", expected, start, cursor.lastEnd);
}
