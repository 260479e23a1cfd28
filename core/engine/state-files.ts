/** A face's own state on disk: one file a name, replaced atomically, so that a crash leaves the old or the new text. */
import { promises } from "node:fs";
import { dirname, join } from "node:path";
import { putInPlace } from "../collections/replace-file.ts";
import type { StateText } from "../contract/params.ts";
import { ByteglassError, codeOf, messageOf } from "../error.ts";

/** Named texts on disk. Names are checked by the contract: lower-case letters, digits and hyphens. */
export interface StateFiles {
  /**
   * Resolves when the texts are on disk, or gone where there is none. All happens in the order it was asked for: a text
   * may lean on those before it, and is not written where one of them could not be.
   */
  save(texts: readonly StateText[]): Promise<void>;
  /** Undefined when nothing was saved under the name. */
  load(name: string): Promise<string | undefined>;
  /** Resolves when every write that was asked for has ended. */
  settle(): Promise<void>;
}

/** State files in a folder, which is made on the first write. Without a folder both doors reject with `unsupported`. */
export function createStateFiles(directory: string | undefined): StateFiles {
  let queue: Promise<void> = Promise.resolve();

  async function write(texts: readonly StateText[]): Promise<void> {
    for (const { name, text } of texts) {
      const file = stateFile(directory, name);
      await (text === undefined ? removeFile(file) : replaceFile(file, text));
    }
  }

  function save(texts: readonly StateText[]): Promise<void> {
    const written = queue.then(() => write(texts));
    queue = written.catch(() => undefined);
    return written;
  }

  async function load(name: string): Promise<string | undefined> {
    const file = stateFile(directory, name);
    await queue;
    try {
      return await promises.readFile(file, "utf8");
    } catch (thrown) {
      if (codeOf(thrown) === "ENOENT") return undefined;
      throw new ByteglassError(
        "file-unreadable",
        `The saved state could not be read: ${messageOf(thrown)}.`,
        {
          hint: "Check the permissions of the file; without it Byteglass starts with an empty state.",
          cause: thrown,
        },
      );
    }
  }

  return { save, load, settle: () => queue };
}

function stateFile(directory: string | undefined, name: string): string {
  if (directory !== undefined) return join(directory, `${name}.state`);
  throw new ByteglassError(
    "unsupported",
    "This engine keeps no state: it was started without a folder for it.",
    {
      hint: "Pass stateDirectory to createEngine.",
    },
  );
}

async function replaceFile(file: string, text: string): Promise<void> {
  try {
    await promises.mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await putInPlace(`${file}.${process.pid}.tmp`, file, text, 0o600);
  } catch (thrown) {
    throw new ByteglassError("file-unwritable", `The state could not be saved: ${messageOf(thrown)}.`, {
      hint: "Free some space or check the permissions of the folder; what was saved before is untouched.",
      cause: thrown,
    });
  }
}

async function removeFile(file: string): Promise<void> {
  try {
    await promises.rm(file, { force: true });
  } catch (thrown) {
    throw new ByteglassError("file-unwritable", `The state could not be removed: ${messageOf(thrown)}.`, {
      hint: "Check the permissions of the folder.",
      cause: thrown,
    });
  }
}
