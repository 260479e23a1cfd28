/** A face's own state on disk: one file a name, replaced atomically, so that a crash leaves the old or the new text. */
import { promises } from "node:fs";
import { join } from "node:path";
import { ByteglassError } from "../error.ts";

/** Named texts on disk. Names are checked by the contract: lower-case letters, digits and hyphens. */
export interface StateFiles {
  /** Resolves when the text is on disk, or gone without one. Writes to one name happen in the order they were asked for. */
  save(name: string, text: string | undefined): Promise<void>;
  /** Undefined when nothing was saved under the name. */
  load(name: string): Promise<string | undefined>;
  /** Resolves when every write that was asked for has ended. */
  settle(): Promise<void>;
}

/** State files in a folder, which is made on the first write. Without a folder both doors reject with `unsupported`. */
export function createStateFiles(directory: string | undefined): StateFiles {
  const writes = new Map<string, Promise<void>>();

  function save(name: string, text: string | undefined): Promise<void> {
    const file = stateFile(directory, name);
    const previous = writes.get(name) ?? Promise.resolve();
    const write = previous
      .catch(() => undefined)
      .then(() => (text === undefined ? removeFile(file) : replaceFile(file, text)));
    const settled = write.finally(() => {
      if (writes.get(name) === settled) writes.delete(name);
    });
    writes.set(name, settled);
    return settled;
  }

  async function load(name: string): Promise<string | undefined> {
    const file = stateFile(directory, name);
    await writes.get(name)?.catch(() => undefined);
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

  async function settle(): Promise<void> {
    await Promise.allSettled(writes.values());
  }

  return { save: async (name, text) => save(name, text), load, settle };
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
