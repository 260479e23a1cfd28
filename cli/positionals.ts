/** The words of a command that are no options. */
import type { Arguments } from "./arguments.ts";
import { usageError } from "./usage-error.ts";

/** Throws `usage` when a command got more words than it takes. */
export function refuseMore(command: string, given: Arguments, maximum: number): void {
  const extra = given.positionals[maximum];
  if (extra === undefined) return;
  throw usageError(
    `${command} does not know what to do with "${extra}".`,
    `Put quotes around an argument with spaces in it; see \`byteglass ${command} --help\`.`,
  );
}

/** A word that a command cannot do without. Throws `usage` when it is missing. */
export function requireWord(command: string, given: Arguments, index: number, name: string): string {
  const word = given.positionals[index];
  if (word !== undefined && word !== "") return word;
  throw usageError(`${command} needs ${name}.`, `See \`byteglass ${command} --help\`.`);
}
