import { readdirSync, statSync } from "node:fs";
import { basename, delimiter, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Finding } from "../../finding.ts";
import { resourceDirectories } from "../resources.ts";

/** What is to be compiled: files by absolute path, and where imports are looked for. */
export interface Entries {
  readonly files: readonly string[];
  /** The user's import paths and the folders of files outside them: absolute, in the order they are searched. */
  readonly ownRoots: readonly string[];
  /** `ownRoots`, then the bundled ones. */
  readonly roots: readonly string[];
  readonly findings: readonly Finding[];
}

/** `.proto` files in one folder given as a whole. */
const maxFilesInFolder = 20_000;

const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git"]);

/** Finds files and folders on disk; what is not there becomes a finding. */
export function findEntries(paths: readonly string[], importPaths: readonly string[]): Entries {
  const findings: Finding[] = [];
  const roots = new Set<string>();
  for (const path of importPaths) {
    const folder = resolve(path);
    if (kindOf(folder) !== "folder") findings.push(missingFolder(path));
    else if (folder.includes(delimiter)) findings.push(unusableFolder(path));
    else roots.add(folder);
  }
  const files = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(path);
    const kind = kindOf(absolute);
    if (kind === undefined) findings.push(missingFile(path));
    else {
      if (rootOf(absolute, roots) === undefined) roots.add(kind === "folder" ? absolute : dirname(absolute));
      for (const file of kind === "folder" ? filesIn(absolute) : [absolute]) files.add(file);
    }
  }
  const { include, protoc } = resourceDirectories();
  const bundled = [include, protoc === undefined ? undefined : join(protoc, "include")];
  return {
    files: [...files],
    ownRoots: [...roots],
    roots: [...roots, ...bundled.filter((root) => root !== undefined)],
    findings,
  };
}

/** The name a file is imported by: its path below the first root that holds it, with slashes. */
export function importName(file: string, roots: Iterable<string>): string {
  const root = rootOf(file, roots);
  return root === undefined ? basename(file) : relative(root, file).split(sep).join("/");
}

function rootOf(file: string, roots: Iterable<string>): string | undefined {
  for (const root of roots) {
    const path = relative(root, file);
    if (path === "" || (!path.startsWith("..") && !isAbsolute(path))) return root;
  }
  return undefined;
}

function kindOf(path: string): "file" | "folder" | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  return stats.isDirectory() ? "folder" : "file";
}

function filesIn(folder: string): readonly string[] {
  const files: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of readdirSync(next, { withFileTypes: true })) {
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) waiting.push(join(next, entry.name));
      else if (entry.isFile() && entry.name.endsWith(".proto")) files.push(join(next, entry.name));
      if (files.length >= maxFilesInFolder) return files;
    }
  }
  return files.sort();
}

function missingFile(path: string): Finding {
  return {
    code: "file-missing",
    severity: "error",
    message: `There is no file or folder ${path}.`,
    hint: "Check the path; a relative one starts from the folder Byteglass was started in.",
    file: path,
  };
}

function missingFolder(path: string): Finding {
  return {
    code: "import-folder-missing",
    severity: "warning",
    message: `There is no import folder ${path}.`,
    hint: "Check the path; a relative one starts from the folder Byteglass was started in.",
    file: path,
  };
}

function unusableFolder(path: string): Finding {
  return {
    code: "import-folder-unusable",
    severity: "warning",
    message: `The import folder ${path} has "${delimiter}" in its name, which the compiler takes for a separator.`,
    hint: "Rename the folder, or link to it under another name.",
    file: path,
  };
}
