/** `--binding`: which `google.api.http` rule of a method is used. */
import type { Arguments } from "../arguments.ts";
import { usageError } from "../usage-error.ts";

/** The option. */
export const bindingOption = {
  binding: {
    type: "string",
    value: "N",
    text: "Which google.api.http rule to use on http-json: 0 is the rule itself, 1 and up its additional bindings.",
  },
} as const;

/** The rule that was asked for. Throws `usage` for what is no number. */
export function readBinding(given: Arguments): number | undefined {
  const text = given.text("binding");
  if (text === undefined) return undefined;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw usageError(
    `--binding needs a number, not "${text}".`,
    "0 is the rule itself, 1 its first additional binding.",
  );
}
