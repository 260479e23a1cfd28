import type { Arguments } from "../arguments.ts";
import { usageError } from "../usage-error.ts";

/** The value of an option that takes one of a few words. Throws `usage` for any other. */
export function readChoice<Word extends string>(
  given: Arguments,
  option: string,
  words: readonly Word[],
  otherwise: Word,
): Word {
  const text = given.text(option);
  if (text === undefined) return otherwise;
  const word = words.find((each) => each === text);
  if (word !== undefined) return word;
  throw usageError(`--${option} does not know "${text}".`, `It takes ${words.join(", ")}.`);
}
