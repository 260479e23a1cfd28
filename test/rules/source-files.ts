/** The files of the repository that a person wrote, with their text. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const LEFT_OUT = new Set([
  ".git",
  ".runtime",
  "coverage",
  "dist",
  "node_modules",
  "playwright-report",
  "release",
  "test-results",
]);
const TEXT = /\.(ts|tsx|mts|mjs|cjs|js|css|html|json|md|proto|yml|yaml|sh|txt)$|(^|\/)[^.]+$/;

/** One file; the path is relative to the repository, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every text file outside generated folders. */
export function readSources(): readonly SourceFile[] {
  return list(ROOT)
    .map((file) => relative(ROOT, file).split(sep).join("/"))
    .filter((path) => TEXT.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}

/** True for TypeScript; declaration files count. */
export function isTypeScript({ path }: SourceFile): boolean {
  return /\.tsx?$/.test(path);
}

function list(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (LEFT_OUT.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });
}
