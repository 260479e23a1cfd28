/** Items that are taken away: kept in a folder of their own each, and put back from there. */
import { randomUUID } from "node:crypto";
import { promises } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { ItemRequest, RestoreItemRequest } from "../contract/collections.ts";
import { ByteglassError } from "../error.ts";
import { refuseNewer } from "./collection-file.ts";
import { unwritable } from "./replace-file.ts";

/** The folder of removed things; `keep` is the engine's folder for its state. */
function removedFolder(keep: string | undefined): string {
  return join(keep ?? join(tmpdir(), "byteglass"), "removed");
}

/** Takes an item away; it can be found again in the folder that is answered with. */
export async function removeItem(
  { path }: ItemRequest,
  keep: string | undefined,
): Promise<{ readonly path: string }> {
  await refuseNewer(path);
  const kept = join(removedFolder(keep), randomUUID(), basename(path));
  try {
    await promises.mkdir(dirname(kept), { recursive: true });
    await promises.cp(path, kept, { recursive: true });
    await promises.rm(path, { recursive: true });
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
  return { path: kept };
}

/** Puts an item back where it was, over nothing. Nothing outside of the folder of removed things is touched. */
export async function restoreItem(
  { kept, path }: RestoreItemRequest,
  keep: string | undefined,
): Promise<{ readonly path: string }> {
  if (dirname(dirname(resolve(kept))) !== resolve(removedFolder(keep))) {
    throw new ByteglassError("usage", `${kept} is nothing that was removed.`, {
      hint: "Name the place that removing it answered with.",
    });
  }
  try {
    await promises.cp(kept, path, { recursive: true, force: false, errorOnExist: true });
    await promises.rm(dirname(kept), { recursive: true });
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
  return { path };
}
