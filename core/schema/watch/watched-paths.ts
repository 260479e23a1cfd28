import { dirname, isAbsolute, relative, resolve } from "node:path";
import type { SchemaSource } from "../../contract/params.ts";

/** Paths watched for one set of sources. */
const maxPaths = 512;

/**
 * Files, folders and import folders of the sources, absolute; sources with `watch: false` are left out. A `.proto` file
 * outside of all import folders brings its own folder: imports are looked for there.
 */
export function watchedPaths(sources: readonly SchemaSource[]): readonly string[] {
  const paths = new Set<string>();
  for (const source of sources) {
    if (source.kind === "reflection" || source.watch === false) continue;
    if (source.kind === "descriptor-set") {
      paths.add(resolve(source.file));
      continue;
    }
    const folders = source.importPaths.map((path) => resolve(path));
    const files = source.files.map((file) => resolve(file));
    const beside = files.filter((file) => !folders.some((folder) => isBelow(folder, file)));
    for (const path of [...folders, ...files, ...beside.map(folderOf)]) paths.add(path);
  }
  return [...paths].slice(0, maxPaths);
}

/** A folder named as a source stands for itself. */
function folderOf(file: string): string {
  return file.endsWith(".proto") ? dirname(file) : file;
}

function isBelow(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith("..") && !isAbsolute(path);
}

/** True for folders that hold no schemas of a person's own. */
export function isSkippedFolder(path: string): boolean {
  return /(^|[/\\])(node_modules|\.git|\.hg|\.svn)$/.test(path);
}
