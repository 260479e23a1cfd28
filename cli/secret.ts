/** A secret on a command line: as it stands, or out of a file or the environment, so that no list of processes shows it. */
import { readFileSync } from "node:fs";
import { messageOf } from "../core/error.ts";
import type { Arguments } from "./arguments.ts";
import { usageError } from "./usage-error.ts";

/** The secret of an option. Throws `usage` for a file or variable that is not there, and for an empty secret. */
export function secretOf(given: Arguments, option: string): string {
  const text = given.text(option) ?? "";
  const secret = readSecret(option, text);
  if (secret !== "") return secret;
  throw usageError(
    `--${option} is empty${text === "" ? "" : `: ${text} holds nothing`}.`,
    "Give the secret, or leave the option out: an empty one would be sent as it is.",
  );
}

function readSecret(option: string, text: string): string {
  if (text.startsWith("env:")) {
    const value = process.env[text.slice(4)];
    if (value !== undefined) return value;
    throw usageError(`--${option}: the environment has no ${text.slice(4)}.`, "Set the variable first.");
  }
  if (!text.startsWith("@")) return text;
  try {
    return readFileSync(text.slice(1), "utf8").replace(/\r?\n$/, "");
  } catch (thrown) {
    const reason = messageOf(thrown);
    throw usageError(`--${option}: ${reason}.`, "Check the path and that you may read the file.");
  }
}
