import { FIRST_IS_KEPT } from "../../encode/encode-state.ts";
import type { FieldPlan } from "../../plan/field-plan.ts";
import { extensionByName, type MessagePlan, setItemByType } from "../../plan/message-plan.ts";
import { ANY } from "../../plan/well-known.ts";
import { textNameOf, textNamesOf } from "../names.ts";
import { placesOf } from "../places.ts";
import { writeExpandedAny } from "./any.ts";
import type { TextCursor } from "./cursor.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { writeField } from "./fields.ts";
import { Frame } from "./frame.ts";
import { readBracketName } from "./names.ts";
import { skipFieldValue } from "./skip.ts";
import { passUnknownField } from "./unknown-fields.ts";

/** How a message ends: with the text, or with the bracket that its first one asks for. */
export type Close = "" | "}" | ">";

/**
 * Writes the fields at the cursor up to the end of their message, which is passed, as records. `start` is where the
 * message starts in the text. Answers with what was seen.
 */
export function writeFields(
  state: EncodeTextState,
  plan: MessagePlan,
  close: Close,
  depth: number,
  start: number,
): Frame {
  const { cursor, sink } = state;
  const frame = new Frame();
  while (cursor.kind !== "end" && !(close !== "" && cursor.isAt(close))) {
    state.fieldName = "";
    state.fieldIndex = -1;
    writeNamedField(state, plan, frame, depth);
    if (!cursor.take(";")) cursor.take(",");
  }
  frame.closePacked(sink);
  state.fieldName = "";
  state.fieldIndex = -1;
  if (close !== "" && !cursor.take(close)) expectClose(cursor, close, start);
  for (const field of plan.required) if (frame.countOf(field) === 0) refuseMissing(state, plan, field, start);
  return frame;
}

function expectClose(cursor: TextCursor, close: Close, start: number): void {
  if (cursor.isOver) return;
  const [place] = placesOf(cursor.text, [{ start, end: start }]);
  const hint = `The message that starts at line ${place?.line}, column ${place?.column} is not closed.`;
  cursor.expected(`a field name or "${close}"`, hint);
}

function writeNamedField(state: EncodeTextState, plan: MessagePlan, frame: Frame, depth: number): void {
  const { cursor } = state;
  const { start } = cursor;
  if (cursor.isAt("[")) {
    writeBracketed(state, plan, frame, depth);
    return;
  }
  if (cursor.kind !== "identifier") {
    const isNumber = cursor.kind === "integer";
    cursor.expected(
      "a field name",
      isNumber ? "Fields are written by name: numbers stand for unknown ones." : "",
    );
    return;
  }
  const name = cursor.token();
  const end = cursor.end;
  cursor.advance();
  state.fieldName = name;
  const field = textNamesOf(plan).fields.get(name);
  if (field === undefined) passUnknownField(state, plan, name, start, end);
  else writeKnown(state, plan, field, frame, start, end, depth);
}

/** A name in brackets is an extension, or the type of what an `Any` holds. */
function writeBracketed(state: EncodeTextState, plan: MessagePlan, frame: Frame, depth: number): void {
  const { cursor } = state;
  const { start } = cursor;
  const name = readBracketName(cursor);
  if (name === undefined) return;
  const end = cursor.lastEnd;
  state.fieldName = `[${name}]`;
  if (name.includes("/")) {
    if (plan.wellKnown === ANY) writeExpandedAny(state, plan, frame, name, start, end, depth);
    else refuseTypeUrl(state, plan, start, end);
    return;
  }
  const field = extensionByName(plan, name, state.registry) ?? setItemByType(plan, name, state.registry);
  if (field === undefined) passUnknownField(state, plan, `[${name}]`, start, end);
  else writeKnown(state, plan, field, frame, start, end, depth);
}

function refuseTypeUrl(state: EncodeTextState, plan: MessagePlan, start: number, end: number): void {
  const message = `${state.excerpt(start, end)} is the type of what a google.protobuf.Any holds, and ${plan.typeName} is none.`;
  state.refuse("unknown-field", start, end, message, "An extension is written [package.name].");
  skipFieldValue(state);
}

function writeKnown(
  state: EncodeTextState,
  plan: MessagePlan,
  field: FieldPlan,
  frame: Frame,
  start: number,
  end: number,
  depth: number,
): void {
  frame.closePacked(state.sink, field);
  const rival = frame.rivalOf(field);
  if (rival === undefined) {
    writeField(state, field, frame, start, end, depth);
    return;
  }
  const oneof = plan.oneofs[field.oneof] ?? "";
  const names = `"${textNameOf(plan, field)}" and "${textNameOf(plan, rival)}"`;
  const message = `${names} are both in this message, but the oneof "${oneof}" takes one of them`;
  state.object("oneof-conflict", start, end, message, "Remove one of the two.", FIRST_IS_KEPT);
  skipFieldValue(state);
}

function refuseMissing(state: EncodeTextState, plan: MessagePlan, field: FieldPlan, start: number): void {
  const name = textNameOf(plan, field);
  const message = `The required field "${name}" (${field.typeText}) of ${plan.typeName} is missing.`;
  const end = Math.min(start + 1, state.cursor.text.length);
  state.refuse("required-missing", start, end, message, `Add "${name}" to this message.`);
}
