import { create } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { pushTo } from "../raw/push-to.ts";
import { bundledFile } from "./bundled.ts";
import type { PoolFile } from "./decode-file.ts";
import { decodeFile } from "./decode-file.ts";
import { type FindingLog, nameList, quoteName } from "./finding-log.ts";
import type { FileTable } from "./gather-files.ts";

/** Adds the bundled files that others import and no source has, with what they import themselves. */
export function addBundledImports(files: FileTable): void {
  const waiting = [...files.values()];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const name of [...file.proto.dependency, ...file.proto.optionDependency]) {
      const added = files.has(name) ? undefined : decodeBundled(name);
      if (added === undefined) continue;
      files.set(name, added);
      waiting.push(added);
    }
  }
}

/** A bundled file, fresh, for a pool to own. */
export function decodeBundled(name: string): PoolFile | undefined {
  const bytes = bundledFile(name);
  if (bytes === undefined) return undefined;
  const decoded = decodeFile(bytes, name, "");
  return "file" in decoded ? decoded.file : undefined;
}

/**
 * Replaces imports of missing files: by a file of the pool that was compiled under another path (`protos/a.proto` for
 * `a.proto`, or the reverse), else by an empty stub. Returns the importers of each stubbed file.
 */
export function mendImports(files: FileTable, log: FindingLog): ReadonlyMap<string, readonly string[]> {
  const missing = new Map<string, string[]>();
  for (const file of files.values()) {
    for (const name of file.proto.dependency) {
      if (!files.has(name)) pushTo(missing, name, file.name);
    }
  }
  const bySuffix = new SuffixIndex(files);
  for (const [name, importers] of [...missing]) {
    const moved = bySuffix.find(name);
    if (moved === undefined) {
      files.set(name, {
        name,
        origin: "",
        proto: create(FileDescriptorProtoSchema, { name, syntax: "proto3" }),
      });
      continue;
    }
    missing.delete(name);
    for (const importer of importers) redirect(files.get(importer)?.proto, name, moved);
    log.add({
      code: "import-path-differs",
      severity: "information",
      message: `${quoteName(name)} is imported by ${nameList(importers)} but was compiled as ${quoteName(moved)}; that one is used.`,
      hint: "Compile all files from the same root folder to have one name for each.",
      file: name,
    });
  }
  return missing;
}

/** Replaces one dependency, keeps `public_dependency` and `weak_dependency` in step, and keeps names apart. */
function redirect(proto: FileDescriptorProto | undefined, from: string, to: string): void {
  if (proto === undefined) return;
  const isPublic = new Set(proto.publicDependency.map((index) => proto.dependency[index]));
  const isWeak = new Set(proto.weakDependency.map((index) => proto.dependency[index]));
  const before = proto.dependency;
  const origin = new Map(before.map((name) => [name === from ? to : name, name]));
  proto.dependency = [...origin.keys()];
  const marked = (marks: ReadonlySet<string | undefined>): number[] =>
    [...origin.values()].flatMap((name, index) => (marks.has(name) ? [index] : []));
  proto.publicDependency = marked(isPublic);
  proto.weakDependency = marked(isWeak);
}

/** Finds the one file whose path ends with another path, or is the end of it. */
class SuffixIndex {
  private readonly byBaseName = new Map<string, string[]>();

  constructor(files: FileTable) {
    for (const name of files.keys()) pushTo(this.byBaseName, baseName(name), name);
  }

  find(name: string): string | undefined {
    const candidates = (this.byBaseName.get(baseName(name)) ?? []).filter(
      (other) => other.endsWith(`/${name}`) || name.endsWith(`/${other}`),
    );
    return candidates.length === 1 ? candidates[0] : undefined;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
