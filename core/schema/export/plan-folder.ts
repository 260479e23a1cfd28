import { lstat, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { contentHash, manifestName, readManifest } from "./manifest.ts";
import type { TreeFile } from "./proto-tree.ts";
import { changedFiles, foreignFolder, linksInside, wrongKind } from "./refusals.ts";

/** What is to be done in a folder that is there already. */
export interface FolderPlan {
  /** Files that are on disk as they should be. */
  readonly unchanged: ReadonlySet<string>;
  /** Files of an earlier export that are as it left them and are in the schema no longer. */
  readonly stale: readonly string[];
  /** The same, but someone changed them: they stay. */
  readonly kept: readonly string[];
}

/** `absent` is written in one step; `present` file by file. */
export type FolderState =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly plan: FolderPlan };

/**
 * Looks at what is in a folder before anything is written to it. Rejects when the folder holds files that no export
 * wrote, or files of an export that were changed since, unless `overwrite` is set; and for links inside, always.
 */
export async function planFolder(
  out: string,
  files: readonly TreeFile[],
  overwrite: boolean,
): Promise<FolderState> {
  const folder = resolve(out);
  const stats = await lstat(folder).catch(() => undefined);
  if (stats === undefined) return { kind: "absent" };
  const present = await readdir(folder).catch(() => undefined);
  if (present === undefined) throw wrongKind(out, "folder");
  const manifest = await readManifest(folder);
  if (manifest === undefined && present.length > 0 && !overwrite) throw foreignFolder(out, present.sort());
  const wanted = new Set(files.map(({ name }) => name));
  const stale = [...(manifest?.keys() ?? [])].filter((name) => !wanted.has(name));
  await refuseLinks(out, [...wanted, ...stale, manifestName]);
  const found = new Map<string, string>();
  for (const name of [...wanted, ...stale]) {
    const content = await readFile(join(folder, name)).catch(() => undefined);
    if (content !== undefined) found.set(name, contentHash(content));
  }
  const unchanged = new Set(
    files.filter(({ name, text }) => found.get(name) === contentHash(text)).map(({ name }) => name),
  );
  const changed = [...wanted].filter(
    (name) => found.has(name) && !unchanged.has(name) && found.get(name) !== manifest?.get(name),
  );
  if (changed.length > 0 && !overwrite) throw changedFiles(out, changed);
  const isOwn = (name: string): boolean => found.get(name) === manifest?.get(name);
  const there = stale.filter((name) => found.has(name));
  return {
    kind: "present",
    plan: { unchanged, stale: there.filter(isOwn), kept: there.filter((name) => !isOwn(name)) },
  };
}

/** Every folder on the way to a file must be a folder, and every file a file. */
async function refuseLinks(out: string, names: readonly string[]): Promise<void> {
  const kinds = new Map<string, "folder" | "file">();
  for (const name of names) {
    for (let end = name.indexOf("/"); end >= 0; end = name.indexOf("/", end + 1)) {
      kinds.set(name.slice(0, end), "folder");
    }
    kinds.set(name, "file");
  }
  const wrong: string[] = [];
  for (const [path, kind] of kinds) {
    const stats = await lstat(join(out, path)).catch(() => undefined);
    const isRight = kind === "folder" ? stats?.isDirectory() : stats?.isFile();
    if (stats !== undefined && isRight !== true) wrong.push(path);
  }
  if (wrong.length > 0) throw linksInside(out, wrong.sort());
}
