/** What one side of a comparison is: a server, a .proto file or folder, or a descriptor set. */
import { statSync } from "node:fs";
import type { SchemaSource } from "../../core/contract/params.ts";
import type { Arguments } from "../arguments.ts";
import { readSources } from "../options.ts";

const setNames = /\.(binpb|pb|bin|protoset|desc|json|gz)$/i;

/**
 * The sources that a word names. A file or a folder that is there is read; what is not there, but is named like one, is
 * taken for one too, so that a mistyped name is told as such; everything else is a server.
 */
export function readSide(word: string, given: Arguments): SchemaSource[] {
  const stats = /^(unix:|https?:\/\/)/.test(word) ? undefined : statSync(word, { throwIfNoEntry: false });
  const importPaths = [...given.texts("import-path")];
  if (stats?.isDirectory() === true) {
    return [{ kind: "proto", files: [word], importPaths: [...importPaths, word] }];
  }
  if (word.endsWith(".proto")) return [{ kind: "proto", files: [word], importPaths }];
  if (stats !== undefined || setNames.test(word)) return [{ kind: "descriptor-set", file: word }];
  return [...readSources(withoutImportPaths(given), word)];
}

/** A server has no use for them; they are for the other side. */
function withoutImportPaths(given: Arguments): Arguments {
  return { ...given, texts: (name) => (name === "import-path" ? [] : given.texts(name)) };
}
