import type { FileRegistry } from "@bufbuild/protobuf";
import { create } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { Finding } from "../../finding.ts";
import type { PoolFile } from "./decode-file.ts";
import { dropSisterFields } from "./drop-sister-fields.ts";
import { FindingLog, quoteName } from "./finding-log.ts";
import { type FileTable, gatherFiles, rawFiles } from "./gather-files.ts";
import { addBundledImports, mendImports } from "./mend-imports.ts";
import { mendMembers } from "./mend-members.ts";
import { mendSyntax } from "./mend-syntax.ts";
import { mendWellKnownFiles } from "./mend-well-known.ts";
import { narrowFiles } from "./narrow-files.ts";
import type { PoolOptions, PoolPart } from "./pool.ts";
import { findRefused, registryOf } from "./registry.ts";
import { resolveNames } from "./resolve-names.ts";
import { sortFiles } from "./sort-files.ts";
import { declareSymbols } from "./symbol-table.ts";

/** What a pool is made of. */
export interface AssembledPool {
  readonly files: readonly PoolFile[];
  readonly registry: FileRegistry;
  readonly findings: readonly Finding[];
}

/** Files that are emptied because protobuf-es refuses them for a reason nobody foresaw. */
const maxRefused = 16;

/** Gathers, mends, sorts and links the files of all parts, in that order. */
export function assemblePool(parts: readonly PoolPart[], options: PoolOptions): AssembledPool {
  const log = new FindingLog();
  for (const part of parts) log.addAll(part.findings ?? []);
  const all = rawFiles(parts, log);
  const table = gatherFiles(options.symbols === undefined ? all : narrowFiles(all, options.symbols), log);
  mendWellKnownFiles(table, log);
  addBundledImports(table);
  const missingImports = mendImports(table, log);
  for (const file of table.values()) mendSyntax(file, log);
  dropSisterFields(table);
  const files = link(table, missingImports, log);
  return { ...load(files, log), findings: log.list() };
}

function link(
  files: FileTable,
  missingImports: ReadonlyMap<string, readonly string[]>,
  log: FindingLog,
): readonly PoolFile[] {
  const table = declareSymbols(files, log);
  resolveNames(files, table, missingImports, log);
  const sorted = sortFiles(files, table, log);
  const position = new Map(sorted.map((file, index) => [file.name, index]));
  for (const file of sorted) mendMembers(file, { table, position }, log);
  return sorted;
}

/** Builds the registry; a file that protobuf-es still refuses is emptied, and everything is linked again without it. */
function load(
  files: readonly PoolFile[],
  log: FindingLog,
): { readonly files: readonly PoolFile[]; readonly registry: FileRegistry } {
  let current = files;
  for (let attempt = 0; attempt < maxRefused; attempt += 1) {
    try {
      return { files: current, registry: registryOf(current.map((file) => file.proto)) };
    } catch {
      current = withoutRefused(current, log);
    }
  }
  return { files: [], registry: registryOf([]) };
}

function withoutRefused(files: readonly PoolFile[], log: FindingLog): readonly PoolFile[] {
  const refused = findRefused(files.map((file) => file.proto));
  const culprit = files[refused?.index ?? -1];
  if (refused === undefined || culprit === undefined) return files;
  log.add({
    code: "file-refused",
    severity: "error",
    message: `${quoteName(culprit.name)} cannot be loaded and is left out: ${refused.reason}.`,
    hint: "The types it declares are shown by field number; load them from another source.",
    file: culprit.name,
  });
  const empty = create(FileDescriptorProtoSchema, { name: culprit.name, package: culprit.proto.package });
  const remaining = files.map((file) =>
    file === culprit ? { name: culprit.name, origin: culprit.origin, proto: empty } : file,
  );
  return link(new Map(remaining.map((file) => [file.name, file])), new Map(), log);
}
