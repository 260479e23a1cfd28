/** What a module imports, found without parsing it. */
import { posix } from "node:path";
import type { SourceFile } from "./source-files.ts";

/** One import of a file. */
export interface Import {
  /** As written: `../finding.ts`, `node:fs`, `valibot`. */
  readonly specifier: string;
  /** Repository path for a relative import; the specifier for any other. */
  readonly target: string;
  readonly typeOnly: boolean;
}

const STATEMENT = /(?:^|[;}\n])\s*(?:import|export)\s+(type\s)?(?:[^"'`;]*?\sfrom\s*)?["']([^"'\n]+)["']/g;
const CALL = /\b(?:import|require)\s*\(\s*["']([^"'\n]+)["']\s*\)/g;

/** Every static, dynamic and re-exporting import, in no particular order. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  const code = withoutComments(text);
  const statements = [...code.matchAll(STATEMENT)].map(([, type, specifier = ""]) =>
    importOf(path, specifier, type !== undefined),
  );
  const calls = [...code.matchAll(CALL)].map(([, specifier = ""]) => importOf(path, specifier, false));
  return [...statements, ...calls];
}

function importOf(path: string, specifier: string, typeOnly: boolean): Import {
  const target = specifier.startsWith(".")
    ? posix.normalize(posix.join(posix.dirname(path), specifier.replace(/\?.*$/, "")))
    : specifier;
  return { specifier, target, typeOnly };
}

const TOKENS = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

/** The code with its comments blanked out; text in quotes stays. */
export function withoutComments(text: string): string {
  return text.replace(TOKENS, (token) => (token.startsWith("/") ? " " : token));
}

/** The code with comments and quoted text blanked out: names that remain are names in use. */
export function namesOnly(text: string): string {
  return text.replace(TOKENS, (token) => (token.startsWith("/") ? " " : '""'));
}
