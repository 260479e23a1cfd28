/** Options that are a whole number above zero. */
import type { Arguments } from "./arguments.ts";
import { usageError } from "./usage-error.ts";

/** The number of an option, from 1 to `most`; `usual` when it is not given. */
export function readCount(given: Arguments, option: string, usual: number, most: number): number {
  const text = given.text(option);
  if (text === undefined) return usual;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  throw usageError(`--${option} needs a number from 1 to ${most}, not "${text}".`, `${usual} unless told.`);
}
