/** Whether something built is older than what it is built from. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** True when `stamp` is missing, or older than any of the files and folders it was made from. */
export function isStale(stamp, sources) {
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  return sources.some((source) => newest(source) > built);
}

/**
 * Marks something as built from what was there at `startedAt` (ms since the epoch): a source that changed during the
 * build stays newer than its stamp.
 */
export async function touch(stamp, startedAt) {
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, "");
  await utimes(stamp, new Date(startedAt), new Date(startedAt));
}

/** The latest change in a file or below a folder, in ms since the epoch; folders count too, so that a removal shows. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  const children = readdirSync(path).map((name) => newest(join(path, name)));
  return Math.max(status.mtimeMs, ...children);
}
