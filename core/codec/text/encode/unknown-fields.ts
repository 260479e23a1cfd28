import { nearestName } from "../../encode/nearest-name.ts";
import type { MessagePlan } from "../../plan/message-plan.ts";
import { textNameOf, textNamesOf } from "../names.ts";
import type { EncodeTextState } from "./encode-text-state.ts";
import { skipFieldValue } from "./skip.ts";

const MOST_NAMES = 8;

/**
 * Refuses a field that the message does not have, or skips it when the encoder is lenient or its name is reserved;
 * passes its value.
 */
export function passUnknownField(
  state: EncodeTextState,
  plan: MessagePlan,
  name: string,
  start: number,
  end: number,
): void {
  if (textNamesOf(plan).reserved.has(name)) {
    const message = `"${name}" is a reserved name of ${plan.typeName}; it is skipped.`;
    state.warn("reserved-field", start, end, message, "The field was removed from the schema.");
  } else {
    const message = `${state.excerpt(start, end)} is no field of ${plan.typeName}`;
    const hint = hintFor(plan, name);
    if (state.isLenient) state.warn("unknown-field", start, end, `${message}; it is skipped.`, hint);
    else state.refuse("unknown-field", start, end, `${message}.`, hint);
  }
  skipFieldValue(state);
}

function hintFor(plan: MessagePlan, name: string): string {
  if (name.startsWith("[")) return "No loaded schema has an extension of this name for the message.";
  const byJsonName = plan.byName.get(name);
  const near = byJsonName === undefined ? nearestName(name, textNamesOf(plan).fields.keys()) : undefined;
  if (byJsonName !== undefined) return `Did you mean "${textNameOf(plan, byJsonName)}"?`;
  if (near !== undefined) return `Did you mean "${near}"?`;
  const names = plan.fields.map((field) => textNameOf(plan, field));
  if (names.length === 0) return "The message has no fields.";
  const shown = names.slice(0, MOST_NAMES).join(", ");
  const more = names.length - MOST_NAMES;
  return more > 0 ? `Its fields are ${shown} and ${more} more.` : `Its fields are ${shown}.`;
}
