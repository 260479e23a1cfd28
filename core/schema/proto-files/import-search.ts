import { existsSync, readdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Folders that are looked into, in all: a home folder must not be walked to its end. */
const maxFolders = 3_000;

/** Steps up from a file and down from a root. */
const maxSteps = 8;

const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** What lies in the folder of a project: what is below it belongs together. */
const projectMarks = [
  ".git",
  "buf.work.yaml",
  "buf.yaml",
  "go.mod",
  "package.json",
  "pyproject.toml",
  "WORKSPACE",
];

/**
 * A folder that, as an import path, would make `importName` found: one of the folders above the importing file, one
 * below the roots, one below the project that the file is in, or else a sister of a root.
 */
export function folderWith(
  importName: string,
  importingFile: string,
  roots: readonly string[],
): string | undefined {
  const target = join(...importName.split("/"));
  let folder = dirname(importingFile);
  for (let step = 0; step < maxSteps; step += 1) {
    if (existsSync(join(folder, target))) return folder;
    const parent = dirname(folder);
    if (parent === folder) break;
    folder = parent;
  }
  return folderBelow(target, roots) ?? folderBelow(target, aroundRoots(importingFile, roots));
}

/** The project that a file is in; where there is none, the folders that hold the roots. Never a home or the top. */
function aroundRoots(importingFile: string, roots: readonly string[]): readonly string[] {
  let folder = dirname(importingFile);
  for (let step = 0; step < maxSteps && isOwn(folder); step += 1) {
    if (projectMarks.some((mark) => existsSync(join(folder, mark)))) return [folder];
    folder = dirname(folder);
  }
  return [...new Set(roots.map((root) => dirname(root)))].filter(isOwn);
}

function isOwn(folder: string): boolean {
  return folder !== dirname(folder) && folder !== homedir() && folder !== tmpdir();
}

/** Breadth first, so that the nearest one is found. */
function folderBelow(target: string, roots: readonly string[]): string | undefined {
  let level: readonly string[] = roots;
  let visited = 0;
  for (let step = 0; step < maxSteps && level.length > 0; step += 1) {
    const next: string[] = [];
    for (const folder of level) {
      if (existsSync(join(folder, target))) return folder;
      visited += 1;
      if (visited > maxFolders) return undefined;
      next.push(...subfolders(folder));
    }
    level = next;
  }
  return undefined;
}

function subfolders(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !skippedFolders.has(entry.name))
      .map((entry) => join(folder, entry.name));
  } catch {
    return [];
  }
}
