/** A face's own state on disk: one file a name, replaced atomically, so that a crash leaves the old or the new text. */
import { promises } from "node:fs";
import { join } from "node:path";
import type { StateText } from "../contract/params.ts";
import { ByteglassError } from "../error.ts";

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
      if (errorCode(thrown) === "ENOENT") return undefined;
      throw new ByteglassError("file-unreadable", `The saved state could not be read: ${reason(thrown)}.`, {
        hint: "Check the permissions of the file; without it Byteglass starts with an empty state.",
        cause: thrown,
      });
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
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await promises.mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
    await writeDurably(temporary, text);
    await promises.rename(temporary, file);
    await syncFolder(join(file, ".."));
  } catch (thrown) {
    await promises.unlink(temporary).catch(() => undefined);
    throw new ByteglassError("file-unwritable", `The state could not be saved: ${reason(thrown)}.`, {
      hint: "Free some space or check the permissions of the folder; what was saved before is untouched.",
      cause: thrown,
    });
  }
}

async function removeFile(file: string): Promise<void> {
  try {
    await promises.rm(file, { force: true });
  } catch (thrown) {
    throw new ByteglassError("file-unwritable", `The state could not be removed: ${reason(thrown)}.`, {
      hint: "Check the permissions of the folder.",
      cause: thrown,
    });
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await promises.open(file, "w", 0o600);
  try {
    await handle.writeFile(text, "utf8");
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The rename itself is on disk only when the folder is; platforms that cannot sync a folder go without. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await promises.open(folder, "r");
    await handle.sync().finally(() => handle.close());
  } catch {
    // Windows refuses to open a folder; the text itself is on disk all the same.
  }
}

function errorCode(thrown: unknown): unknown {
  return thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
