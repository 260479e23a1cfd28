/** The words of a command that are no options. */
import type { Arguments } from "./arguments.ts";
import { usageError } from "./usage-error.ts";

/** Commands with -d. */
const TAKE_MESSAGES: ReadonlySet<string> = new Set(["call", "compare", "copy", "explain"]);

/** Throws `usage` when a command got more words than it takes. */
export function refuseMore(command: string, given: Arguments, maximum: number): void {
  const extra = given.positionals[maximum];
  if (extra === undefined) return;
  const isMessage = TAKE_MESSAGES.has(command) && /^\s*[{[]/.test(extra);
  throw usageError(
    `${command} does not know what to do with "${extra}".`,
    isMessage
      ? "A message is given with -d, in quotes: -d '{…}'."
      : `Put quotes around an argument with spaces in it; see \`byteglass ${command} --help\`.`,
  );
}

/** A word that a command cannot do without. Throws `usage` when it is missing. */
export function requireWord(command: string, given: Arguments, index: number, name: string): string {
  const word = given.positionals[index];
  if (word !== undefined && word !== "") return word;
  throw missingWord(command, name);
}

function missingWord(command: string, name: string) {
  return usageError(`${command} needs ${name}.`, `See \`byteglass ${command} --help\`.`);
}

const METHOD = "a METHOD, as pkg.Service/Method";

/** The server and the method that a command is about. Throws `usage` when one is missing, or they changed places. */
export function requireCalled(
  command: string,
  given: Arguments,
): { readonly target: string; readonly method: string } {
  const target = requireWord(command, given, 0, "a TARGET");
  const method = requireWord(command, given, 1, METHOD);
  if (method === "/") throw missingWord(command, METHOD);
  if (/^\/?[\w.]+\/\w+$/.test(target) && /^[a-z]+:|:\d+$/.test(method)) {
    throw usageError(
      "TARGET and METHOD changed places.",
      `Write the server first: byteglass ${command} ${method} ${target} ….`,
    );
  }
  return { target, method: method.replace(/^\//, "") };
}
