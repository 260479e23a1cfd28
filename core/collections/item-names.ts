/** Names of files for names that people give. */
import { promises } from "node:fs";
import { ByteglassError } from "../error.ts";
import { reasonOf } from "./replace-file.ts";

const maximumLength = 100;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d|environments|node_modules|opencollection|folder)$/i;
/** More copies of one name are a loop that went wrong. */
const maximumCopies = 10_000;

/** A name that every system can hold, close to the one that was given. */
export function fileStem(name: string): string {
  const safe = [...name.normalize("NFC").replace(/[<>:"/\\|?*]/g, "-")]
    .map((character) => (character < " " || character === "\u007f" ? " " : character))
    .join("")
    .replace(/\s+/g, " ")
    .slice(0, maximumLength)
    .replace(/^[. ]+|[. ]+$/g, "");
  if (safe === "") return "request";
  return reserved.test(safe) ? `${safe} item` : safe;
}

/** `stem` with the ending, or with a number where a file has that name; letters in another case are the same name. */
export async function freeName(folder: string, stem: string, ending: string, except = ""): Promise<string> {
  const taken = new Set((await namesIn(folder)).map((name) => name.toLowerCase()));
  taken.delete(except.toLowerCase());
  return freeNameAmong(taken, folder, stem, ending);
}

/** The same among names that are known, in lower case. */
export function freeNameAmong(
  taken: ReadonlySet<string>,
  folder: string,
  stem: string,
  ending: string,
): string {
  for (let copy = 1; copy <= maximumCopies; copy++) {
    const name = copy === 1 ? `${stem}${ending}` : `${stem} ${copy}${ending}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
  throw new ByteglassError("usage", `${folder} has too many items named ${stem}.`, {
    hint: "Choose another name.",
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await promises.readdir(folder);
  } catch (thrown) {
    throw new ByteglassError("file-unreadable", `${folder} could not be read: ${reasonOf(thrown)}.`, {
      hint: "Check the path and its permissions.",
      cause: thrown,
    });
  }
}
