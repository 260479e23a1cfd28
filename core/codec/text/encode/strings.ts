import { type Outcome, REFUSED, WRITTEN, ZERO } from "../../encode/encode-state.ts";
import { characterLength } from "../../json/utf8-string.ts";
import type { ValuePlan } from "../../plan/field-plan.ts";
import { STRING } from "../../plan/kinds.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { appendEscape, type EscapeFault } from "./escapes.ts";
import { refuseValue } from "./refuse-value.ts";

const BACKSLASH = "\\";

const encoder = new TextEncoder();

/** Writes the strings at the cursor, which are one value however many they are, with their length. */
export function writeStrings(state: EncodeTextState, plan: ValuePlan): Outcome {
  const { cursor, sink } = state;
  if (cursor.kind !== "string") {
    refuseValue(state, plan.kind === STRING ? "a string in quotes" : "a string in quotes (bytes)");
    return REFUSED;
  }
  const textStart = cursor.start;
  const room = plan.lengthRoom;
  sink.reserve(room);
  sink.length += room;
  const start = sink.length;
  let isWritten = true;
  let isEscaped = false;
  for (; cursor.kind === "string"; cursor.advance()) {
    isEscaped ||= cursor.isEscaped;
    isWritten = writeContent(state) && isWritten;
  }
  const isChecked = plan.kind === STRING && isEscaped && isWritten;
  if (!isWritten || (isChecked && !checkUtf8(state, plan, start, textStart))) return REFUSED;
  const isEmpty = sink.length === start;
  plan.lengthRoom = room + sink.closeLength(start, room);
  return isEmpty ? ZERO : WRITTEN;
}

/** Appends what stands between the quotes. False when it was refused. */
function writeContent(state: EncodeTextState): boolean {
  const { cursor, sink } = state;
  const start = cursor.start + 1;
  const content = cursor.text.substring(start, cursor.end - 1);
  let at = 0;
  while (at < content.length) {
    const slash = cursor.isEscaped ? content.indexOf(BACKSLASH, at) : -1;
    const end = slash < 0 ? content.length : slash;
    if (end > at && !writeRun(state, content.substring(at, end), start + at)) return false;
    if (slash < 0) return true;
    const next = appendEscape(sink, content, slash);
    if (typeof next !== "number") {
      refuseEscape(state, next, start);
      return false;
    }
    at = next;
  }
  return true;
}

function writeRun(state: EncodeTextState, run: string, offset: number): boolean {
  const lone = /[\ud800-\udfff]/u.exec(run);
  if (lone !== null) {
    const at = offset + lone.index;
    state.refuse("lone-surrogate", at, at + 1, "This half of a surrogate pair has no form in UTF-8.");
    return false;
  }
  const { sink } = state;
  sink.reserve(run.length * 3);
  sink.length += encoder.encodeInto(run, sink.buffer.subarray(sink.length)).written;
  return true;
}

function refuseEscape(state: EncodeTextState, fault: EscapeFault, offset: number): void {
  const { start, end, expected, hint } = fault;
  state.refuseSpan("bad-escape", expected, offset + start, offset + end, hint);
}

/** Escapes may have put together bytes that are no text. */
function checkUtf8(state: EncodeTextState, plan: ValuePlan, start: number, textStart: number): boolean {
  const { buffer, length } = state.sink;
  let at = start;
  while (at < length) {
    const size = (buffer[at] ?? 0) < 0x80 ? 1 : characterLength(buffer, at, length);
    if (size < 0) break;
    at += size;
  }
  if (at >= length) return true;
  const message = `The escapes of this string make bytes that are no UTF-8, from byte ${at - start} of the string on`;
  const end = state.cursor.lastEnd;
  if (plan.validatesUtf8) {
    state.refuse("invalid-utf8", textStart, end, `${message}.`, "Only fields of type bytes take any bytes.");
    return false;
  }
  state.warn("invalid-utf8", textStart, end, `${message}; they are written as they are.`);
  return true;
}
