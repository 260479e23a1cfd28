/** Files that are replaced whole: a crash at any moment leaves the old or the new bytes. */
import { createHash, randomUUID } from "node:crypto";
import { promises } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ByteglassError, codeOf, messageOf } from "../error.ts";

/** The end of names of files that are being written. One that is left over from a crash is no item. */
export const TEMPORARY = ".byteglass-tmp";

/** Saves under way, by file: two at once come one after the other. */
const queues = new Map<string, Promise<unknown>>();

/** Runs work that reads and replaces `file` when all that was asked for before has ended. */
export async function inTurn<Value>(file: string, work: () => Promise<Value>): Promise<Value> {
  const before = queues.get(file) ?? Promise.resolve();
  const turn = before.catch(() => undefined).then(work);
  queues.set(file, turn);
  try {
    return await turn;
  } finally {
    if (queues.get(file) === turn) queues.delete(file);
  }
}

/** Temporary file, fsync, rename, fsync of the folder. Throws `file-unwritable`; the old file stays then. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  const temporary = join(folder, `.${basename(file)}.${randomUUID()}${TEMPORARY}`);
  try {
    // A rename would replace a read-only file too: ask first.
    await promises.access(file, promises.constants.W_OK).catch((thrown: unknown) => {
      if (codeOf(thrown) !== "ENOENT") throw thrown;
    });
    await promises.mkdir(folder, { recursive: true });
    await putInPlace(temporary, file, text, await modeOf(file));
  } catch (thrown) {
    throw unwritable(file, thrown);
  }
}

/**
 * Writes `temporary`, in the folder of `file`, and gives it the name of `file`, each flushed to the disk. Throws what
 * Node throws, with nothing left of the temporary file.
 */
export async function putInPlace(temporary: string, file: string, text: string, mode: number): Promise<void> {
  try {
    const handle = await promises.open(temporary, "w", mode);
    try {
      await handle.writeFile(text, "utf8");
      await handle.sync();
    } finally {
      await handle.close();
    }
    await promises.rename(temporary, file);
    await syncFolder(dirname(file));
  } catch (thrown) {
    await promises.unlink(temporary).catch(() => undefined);
    throw thrown;
  }
}

/** Gives a file or folder another name. Throws `file-unwritable`. */
export async function renameFile(from: string, to: string): Promise<void> {
  try {
    await promises.rename(from, to);
  } catch (thrown) {
    throw unwritable(to, thrown);
  }
}

async function modeOf(file: string): Promise<number> {
  try {
    return (await promises.stat(file)).mode & 0o777;
  } catch {
    return 0o666;
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

/** The error of a file that could not be written. */
export function unwritable(file: string, thrown: unknown): ByteglassError {
  return new ByteglassError("file-unwritable", `${file} could not be saved: ${reasonOf(thrown)}.`, {
    hint: "Free some space or check the permissions; what was saved before is untouched.",
    cause: thrown,
  });
}

/** SHA-256 in hex. */
export function hashOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What a thrown value says, without a full stop. */
export function reasonOf(thrown: unknown): string {
  return messageOf(thrown).replace(/\.$/, "");
}
