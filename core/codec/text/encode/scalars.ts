import { type Outcome, REFUSED, WRITTEN, ZERO } from "../../encode/encode-state.ts";
import type { ValuePlan } from "../../plan/field-plan.ts";
import { BOOL, BYTES, DOUBLE, ENUM, FLOAT, STRING } from "../../plan/kinds.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { writeEnum } from "./enums.ts";
import { writeFloating } from "./floats.ts";
import { writeInteger } from "./integers.ts";
import { refuseValue } from "./refuse-value.ts";
import { writeStrings } from "./strings.ts";

const TRUE_WORDS: ReadonlySet<string> = new Set(["true", "True", "t"]);
const FALSE_WORDS: ReadonlySet<string> = new Set(["false", "False", "f"]);

/** Writes the value at the cursor as the payload of a scalar or enum, without a tag. */
export function writeScalar(state: EncodeTextState, plan: ValuePlan): Outcome {
  switch (plan.kind) {
    case STRING:
    case BYTES:
      return writeStrings(state, plan);
    case BOOL:
      return writeBoolean(state);
    case DOUBLE:
    case FLOAT:
      return writeFloating(state, plan.kind);
    case ENUM:
      return plan.enumeration === undefined ? REFUSED : writeEnum(state, plan.enumeration);
    default:
      return writeInteger(state, plan.kind);
  }
}

function writeBoolean(state: EncodeTextState): Outcome {
  const { cursor } = state;
  const value = booleanOf(cursor.kind === "identifier" || cursor.kind === "integer" ? cursor.token() : "");
  if (value === undefined) {
    const isWord = /^(true|false)$/i.test(cursor.token());
    refuseValue(state, "true or false (bool)", isWord ? `Write ${cursor.token().toLowerCase()}.` : "");
    return REFUSED;
  }
  cursor.advance();
  state.sink.varint32(value ? 1 : 0);
  return value ? WRITTEN : ZERO;
}

function booleanOf(token: string): boolean | undefined {
  if (TRUE_WORDS.has(token) || /^(0[xX]?0*)?1$/.test(token)) return true;
  return FALSE_WORDS.has(token) || /^0[xX]?0*$/.test(token) ? false : undefined;
}
