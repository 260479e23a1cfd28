/** Files that the system, the command line or the menu asks to open. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The words of a command line that name existing files; the program, its switches and the app's own folder are left out. */
export function filesInArguments(
  words: readonly string[],
  folder: string,
  ownPath: string,
): readonly string[] {
  return words
    .slice(1)
    .filter((word) => word !== "" && !word.startsWith("-"))
    .map((word) => resolve(folder, word))
    .filter((path) => path !== ownPath && existsSync(path));
}
