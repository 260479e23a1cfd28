import { isDigit, LOWER_N, MINUS, QUOTE } from "../json/characters.ts";
import type { EnumPlan } from "../plan/enum-plan.ts";
import { INT32 } from "../plan/kinds.ts";
import { type EncodeState, type Outcome, REFUSED } from "./encode-state.ts";
import { enumNamesHint, writeEnumNumber } from "./enum-values.ts";
import { readInteger } from "./integers.ts";
import { nearestName } from "./nearest-name.ts";

/** Writes an enum value, given by name or by number, as a varint. */
export function writeEnum(state: EncodeState, plan: EnumPlan): Outcome {
  const code = state.cursor.peek();
  if (code === QUOTE) return writeEnumName(state, plan);
  if (code === MINUS || isDigit(code)) return writeEnumByNumber(state, plan);
  if (code === LOWER_N && plan.isNullValue) {
    return state.cursor.scanLiteral("null") ? writeEnumNumber(state.sink, 0) : REFUSED;
  }
  state.refuseType(`a name or number of ${plan.typeName}`, enumNamesHint(plan));
  return REFUSED;
}

function writeEnumName(state: EncodeState, plan: EnumPlan): Outcome {
  const { cursor } = state;
  const start = cursor.position;
  if (!cursor.scanString()) return REFUSED;
  const name = cursor.tokenText();
  const number = plan.numbers.get(name);
  if (number !== undefined) return writeEnumNumber(state.sink, number);
  const near = nearestName(name, plan.numbers.keys());
  const hint = near === undefined ? enumNamesHint(plan) : `Did you mean ${JSON.stringify(near)}?`;
  const end = cursor.position;
  const message = `${state.excerpt(start, end)} is no value of ${plan.typeName}.`;
  if (state.isLenient) state.warn("unknown-enum-name", start, end, `${message} It is skipped.`, hint);
  else state.refuse("unknown-enum-name", start, end, message, hint);
  return REFUSED;
}

function writeEnumByNumber(state: EncodeState, plan: EnumPlan): Outcome {
  const start = state.cursor.position;
  if (!readInteger(state, INT32)) return REFUSED;
  const number = state.low | 0;
  if (plan.closed && !plan.names.has(number)) {
    const message = `${number} is no value of the closed enum ${plan.typeName}: a receiver keeps it as an unknown field.`;
    state.warn("unknown-enum-number", start, state.cursor.position, message, enumNamesHint(plan));
  }
  return writeEnumNumber(state.sink, number);
}
