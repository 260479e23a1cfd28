import { type Outcome, REFUSED } from "../../encode/encode-state.ts";
import { enumNamesHint, writeEnumNumber } from "../../encode/enum-values.ts";
import { nearestName } from "../../encode/nearest-name.ts";
import type { EnumPlan } from "../../plan/enum-plan.ts";
import { INT32 } from "../../plan/kinds.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { readInteger } from "./integers.ts";

/** Writes the enum value at the cursor, given by name or by number, as a varint. */
export function writeEnum(state: EncodeTextState, plan: EnumPlan): Outcome {
  const { cursor } = state;
  if (cursor.kind === "identifier") return writeName(state, plan);
  const { start } = cursor;
  const value = readInteger(state, INT32, `a name or number of ${plan.typeName}`, enumNamesHint(plan));
  if (value === undefined) return REFUSED;
  const number = Number(value);
  if (!plan.closed || plan.names.has(number)) return writeEnumNumber(state.sink, number);
  const message = `${number} is no value of the closed enum ${plan.typeName}`;
  return passUnknown(state, "unknown-enum-number", message, start, enumNamesHint(plan));
}

function writeName(state: EncodeTextState, plan: EnumPlan): Outcome {
  const { cursor } = state;
  const { start } = cursor;
  const name = cursor.token();
  cursor.advance();
  const number = plan.numbers.get(name);
  if (number !== undefined) return writeEnumNumber(state.sink, number);
  const near = nearestName(name, plan.numbers.keys());
  const message = `${state.excerpt(start, cursor.lastEnd)} is no value of ${plan.typeName}`;
  const hint = near === undefined ? enumNamesHint(plan) : `Did you mean ${near}?`;
  return passUnknown(state, "unknown-enum-name", message, start, hint);
}

function passUnknown(
  state: EncodeTextState,
  code: string,
  message: string,
  start: number,
  hint: string,
): Outcome {
  const end = state.cursor.lastEnd;
  if (state.isLenient) state.warn(code, start, end, `${message}; it is skipped.`, hint);
  else state.refuse(code, start, end, `${message}.`, hint);
  return REFUSED;
}
