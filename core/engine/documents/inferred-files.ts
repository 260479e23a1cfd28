/** Inferred schemas as files: below the engine's folder, so that they open again, or in a temporary place. */
import { createHash } from "node:crypto";
import { promises } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ByteglassError, messageOf } from "../../error.ts";

/** Inferred schemas that are kept; those that were used longest ago make room. */
const MOST_FILES = 100;

/** Writes the source of a schema, in a folder of its own; the same source has the same file. */
export async function writeInferred(
  source: string,
  name: string,
  stateDirectory: string | undefined,
): Promise<string> {
  try {
    const folder = await folderFor(source, stateDirectory);
    const file = join(folder, `${name}.proto`);
    await promises.writeFile(file, source, { mode: 0o600 });
    return file;
  } catch (thrown) {
    const reason = messageOf(thrown);
    throw new ByteglassError("file-unwritable", `The schema could not be written: ${reason}.`, {
      hint: "Free some space or check the permissions of the folder.",
      cause: thrown,
    });
  }
}

async function folderFor(source: string, stateDirectory: string | undefined): Promise<string> {
  if (stateDirectory === undefined) return await promises.mkdtemp(join(tmpdir(), "byteglass-inferred-"));
  const all = join(stateDirectory, "inferred");
  const folder = join(all, createHash("sha256").update(source).digest("hex").slice(0, 16));
  await promises.mkdir(folder, { recursive: true, mode: 0o700 });
  const now = new Date();
  await promises.utimes(folder, now, now);
  await dropOldest(all);
  return folder;
}

async function dropOldest(all: string): Promise<void> {
  const names = await promises.readdir(all);
  if (names.length <= MOST_FILES) return;
  const folders = await Promise.all(
    names.map(async (name) => ({ name, used: (await promises.stat(join(all, name))).mtimeMs })),
  );
  folders.sort((a, b) => b.used - a.used);
  const old = folders.slice(MOST_FILES);
  await Promise.all(old.map(({ name }) => promises.rm(join(all, name), { recursive: true, force: true })));
}
