import { create } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { ExportedFile } from "../../contract/views.ts";
import { printFile } from "../describe/print-file.ts";
import { decodeBundled } from "../pool/mend-imports.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { fileOrigins } from "./file-origin.ts";
import { missingImports } from "./needed-imports.ts";

/** One `.proto` file of a tree. */
export interface TreeFile {
  /** The name it is imported by. */
  readonly name: string;
  readonly origin: ExportedFile["origin"];
  readonly text: string;
}

/**
 * A pool as `.proto` source that compiles again by itself: every file of the sources with its comments, the bundled files
 * that are imported, and marked stubs for what no source had. Imports that a compiler needs are added.
 */
export function printTree(pool: SchemaPool): readonly TreeFile[] {
  const origins = new Map(fileOrigins(pool));
  const filesByName = new Map(pool.files.map((file) => [file.name, file]));
  const printed: TreeFile[] = [];
  const waiting = [...pool.files].reverse();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const needed = missingImports(pool, file, filesByName);
    const complete = withImports(file, needed, filesByName);
    for (const name of [...complete.dependency, ...complete.optionDependency]) {
      const bundled = filesByName.has(name) ? undefined : decodeBundled(name)?.proto;
      if (bundled === undefined) continue;
      filesByName.set(name, bundled);
      origins.set(name, "bundled");
      waiting.push(bundled);
    }
    const origin = origins.get(file.name) ?? "source";
    const text = printFile(pool, complete);
    printed.push({ name: file.name, origin, text: origin === "stub" ? `${stubMark}${text}` : text });
  }
  return printed.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const stubMark = `// Not a true file: no source had it. Byteglass wrote empty stand-ins for the types that others use.
// Put the true file in its place.

`;

/** The same file with more imports, and without imports for options of files that are not there. */
function withImports(
  file: FileDescriptorProto,
  more: readonly string[],
  filesByName: ReadonlyMap<string, FileDescriptorProto>,
): FileDescriptorProto {
  const optionDependency = file.optionDependency.filter(
    (name) => filesByName.has(name) || decodeBundled(name) !== undefined,
  );
  // Not a spread: what a file does not set, such as its syntax, is on the prototype.
  const dependency = [...file.dependency, ...more];
  return Object.assign(create(FileDescriptorProtoSchema), file, { dependency, optionDependency });
}
