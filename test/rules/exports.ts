/** Which values are exported though no other file imports them. Types and classes may be: signatures name them. */
import { posix } from "node:path";
import { withoutComments } from "./imports.ts";
import { isTypeScript, type SourceFile } from "./source-files.ts";

const SHIPS = /^(core|cli|electron|renderer|proto-samples)\//;
const EXPORT = /^export (?:async )?(?:function\*?|const|let) (\w+)/gm;
const NAMED = /(?:import|export)\s+(?:type\s)?(?:\w+\s*,\s*)?\{([^}]*)\}\s*from\s*["'](\.[^"']+)["']/g;
const WHOLE = /\*(?:\s+as\s+\w+)?\s+from\s*["'](\.[^"']+)["']|\bimport\s*\(\s*["'](\.[^"']+)["']/g;

/** A sentence for each exported value that nobody imports; tests and benchmarks count as somebody. */
export function uselessExports(files: readonly SourceFile[]): readonly string[] {
  const wanted = new Set<string>();
  for (const file of files.filter(({ path }) => /\.(tsx?|mjs)$/.test(path))) {
    for (const name of importedNames(file)) wanted.add(name);
  }
  return files
    .filter((file) => isTypeScript(file) && SHIPS.test(file.path))
    .flatMap(({ path, text }) => {
      const names = [...withoutComments(text).matchAll(EXPORT)].map(([, name = ""]) => name);
      return names
        .filter((name) => !wanted.has(`${path}#${name}`) && !wanted.has(`${path}#*`))
        .map((name) => `${path}: exports ${name}, which no other file imports`);
    });
}

/** `path#name` for each name that a file imports by itself, and `path#*` for a module that it imports whole. */
function importedNames({ path, text }: SourceFile): readonly string[] {
  const code = withoutComments(text);
  const target = (specifier: string) =>
    posix.normalize(posix.join(posix.dirname(path), specifier.replace(/\?.*$/, "")));
  const named = [...code.matchAll(NAMED)].flatMap(([, list = "", specifier = ""]) =>
    list.split(",").map((item) => `${target(specifier)}#${item.trim().replace(/^type\s+|\s+as\s.*$/g, "")}`),
  );
  const whole = [...code.matchAll(WHOLE)].map(([, all, later]) => `${target(all ?? later ?? "")}#*`);
  return [...named, ...whole];
}
