import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileExists, unwritable, wrongKind } from "./refusals.ts";

/**
 * Writes one file in one step. A file that is there with other content is replaced only with `overwrite`; else rejects
 * with `file-unwritable`. Says whether anything had to be written.
 */
export async function writeWholeFile(
  out: string,
  bytes: Uint8Array,
  overwrite: boolean,
): Promise<"written" | "unchanged"> {
  const file = resolve(out);
  const stats = await stat(file).catch(() => undefined);
  if (stats?.isDirectory() === true) throw wrongKind(out, "file");
  if (stats?.isFile() === true && stats.size === bytes.length) {
    const present = await readFile(file).catch(() => undefined);
    if (present !== undefined && Buffer.compare(present, bytes) === 0) return "unchanged";
  }
  if (stats !== undefined && !overwrite) throw fileExists(out);
  const temporary = `${file}.byteglass-${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, bytes, { flag: "wx" });
    await rename(temporary, file);
    return "written";
  } catch (thrown) {
    throw unwritable(out, thrown);
  } finally {
    await rm(temporary, { force: true });
  }
}
