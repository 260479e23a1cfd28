/** `--var NAME=VALUE`. */
import type { Variable } from "../../core/contract/environments.ts";
import type { Arguments } from "../arguments.ts";
import { usageError } from "../usage-error.ts";

/** The option, for commands that send or pass on saved requests. */
export const variableOption = {
  type: "string",
  multiple: true,
  value: "NAME=VALUE",
  text: "A variable over all others. May be repeated.",
} as const;

/** The variables that were given. Throws `usage`. */
export function givenVariables(given: Arguments): Variable[] {
  return given.texts("var").map((text) => {
    const at = text.indexOf("=");
    const name = text.slice(0, Math.max(0, at)).trim();
    if (name === "") {
      throw usageError(`--var does not understand "${text}".`, "Write it as --var name=value.");
    }
    return { name, value: text.slice(at + 1) };
  });
}
