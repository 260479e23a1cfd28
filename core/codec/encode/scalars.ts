import { LOWER_F, LOWER_T, QUOTE } from "../json/characters.ts";
import type { ValuePlan } from "../plan/field-plan.ts";
import { BOOL, BYTES, DOUBLE, ENUM, FLOAT, type Kind, STRING } from "../plan/kinds.ts";
import { writeIntegerBits } from "../wire/write-integer.ts";
import { writeBase64 } from "./bytes.ts";
import { type EncodeState, type Outcome, REFUSED, WRITTEN, ZERO } from "./encode-state.ts";
import { writeEnum } from "./enums.ts";
import { readFloating } from "./floats.ts";
import { readInteger } from "./integers.ts";
import { writeString } from "./strings.ts";

/** Writes the JSON value at the cursor as the payload of a scalar or enum, without a tag. */
export function writeScalar(state: EncodeState, plan: ValuePlan): Outcome {
  switch (plan.kind) {
    case STRING:
      return writeText(state, plan);
    case BYTES:
      return writeBase64(state);
    case BOOL:
      return writeBoolean(state);
    case DOUBLE:
    case FLOAT:
      return readFloating(state, plan.kind) ? writeFloating(state, plan.kind) : REFUSED;
    case ENUM:
      return plan.enumeration === undefined ? REFUSED : writeEnum(state, plan.enumeration);
    default:
      return readInteger(state, plan.kind) ? writeInteger(state, plan.kind) : REFUSED;
  }
}

/** Writes the integer in `state.low` and `state.high` as the wire asks for its kind. */
export function writeInteger(state: EncodeState, kind: Kind): Outcome {
  const { sink, low, high } = state;
  writeIntegerBits(sink, kind, low, high);
  return low === 0 && high === 0 ? ZERO : WRITTEN;
}

/** Writes a string with its length. */
function writeText(state: EncodeState, plan: ValuePlan): Outcome {
  const { cursor, sink } = state;
  if (cursor.peek() !== QUOTE) {
    state.refuseType("a string");
    return REFUSED;
  }
  const room = plan.lengthRoom;
  const start = sink.length + room;
  sink.reserve(room);
  sink.length = start;
  if (!writeString(state)) return REFUSED;
  const isEmpty = sink.length === start;
  plan.lengthRoom = room + sink.closeLength(start, room);
  return isEmpty ? ZERO : WRITTEN;
}

function writeBoolean(state: EncodeState): Outcome {
  const code = state.cursor.peek();
  if (code !== LOWER_T && code !== LOWER_F) {
    state.refuseType("true or false (bool)", code === QUOTE ? "Leave out the quotes." : "");
    return REFUSED;
  }
  if (!state.cursor.scanLiteral(code === LOWER_T ? "true" : "false")) return REFUSED;
  state.sink.varint32(code === LOWER_T ? 1 : 0);
  return code === LOWER_T ? WRITTEN : ZERO;
}

function writeFloating(state: EncodeState, kind: Kind): Outcome {
  const value = state.floating;
  if (kind === DOUBLE) state.sink.double(value);
  else state.sink.float(value);
  // Minus zero has a bit set, so it is not the default and is written.
  return Object.is(value, 0) ? ZERO : WRITTEN;
}
