import { randomUUID } from "node:crypto";
import { lstat, mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { contentHash, manifestName, manifestText } from "./manifest.ts";
import { type FolderPlan, planFolder } from "./plan-folder.ts";
import type { TreeFile } from "./proto-tree.ts";
import { unwritable } from "./refusals.ts";

/** How a tree is written. */
export interface WriteFolderOptions {
  /** Writes over files that no export wrote, or that were changed since. */
  readonly overwrite: boolean;
  readonly schemaHash: string;
  /** Looks at the whole tree where it is staged; what it rejects with, nothing is written. */
  readonly check: (stagedFolder: string) => Promise<void>;
}

/** What was written. */
export type WrittenFolder = FolderPlan;

/**
 * Writes a tree into a folder: whole or not at all when the folder is new; else file by file, each in one step. Files of
 * an earlier export that are no longer needed are deleted, all others are left alone. Names must have been checked.
 * Rejects with `file-unwritable` before anything is written, but for a disk that fails midway.
 */
export async function writeFolder(
  out: string,
  files: readonly TreeFile[],
  options: WriteFolderOptions,
): Promise<WrittenFolder> {
  const folder = resolve(out);
  const state = await planFolder(out, files, options.overwrite);
  const isNew = state.kind === "absent";
  const staged = isNew ? `${folder}.${stagingName()}` : join(folder, stagingName());
  try {
    await stage(staged, files);
    await options.check(staged);
    const manifest = new Map(files.map(({ name, text }) => [name, contentHash(text)]));
    await writeFile(join(staged, manifestName), manifestText(manifest, options.schemaHash));
    if (isNew) {
      await rename(staged, folder);
      return { unchanged: new Set(), stale: [], kept: [] };
    }
    await place(staged, folder, files, state.plan);
    return state.plan;
  } catch (thrown) {
    throw unwritable(out, thrown);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

function stagingName(): string {
  return `.byteglass-export-${randomUUID()}`;
}

async function stage(staged: string, files: readonly TreeFile[]): Promise<void> {
  await mkdir(staged, { recursive: true });
  for (const { name, text } of files) {
    await mkdir(dirname(join(staged, name)), { recursive: true });
    await writeFile(join(staged, name), text, { flag: "wx" });
  }
}

/** The manifest comes last: until then the old one tells which files are ours. */
async function place(
  staged: string,
  folder: string,
  files: readonly TreeFile[],
  plan: FolderPlan,
): Promise<void> {
  for (const { name } of files) {
    if (plan.unchanged.has(name)) continue;
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await rename(join(staged, name), join(folder, name));
  }
  for (const name of plan.stale) {
    await rm(join(folder, name), { force: true });
    await removeEmptyFolders(folder, dirname(name));
  }
  await rename(join(staged, manifestName), join(folder, manifestName));
}

async function removeEmptyFolders(folder: string, path: string): Promise<void> {
  for (let next = path; next !== "." && next !== ""; next = dirname(next)) {
    const stats = await lstat(join(folder, next)).catch(() => undefined);
    if (stats?.isDirectory() !== true || (await readdir(join(folder, next))).length > 0) return;
    await rmdir(join(folder, next));
  }
}
