import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { SchemaPool } from "../pool/pool.ts";
import { eachDeclaration } from "./each-declaration.ts";

/**
 * Names of files whose types or options a file uses though it cannot see them: a pool forgives a missing import, a
 * compiler does not. `filesByName` holds every file that is exported.
 */
export function missingImports(
  pool: SchemaPool,
  file: FileDescriptorProto,
  filesByName: ReadonlyMap<string, FileDescriptorProto>,
): readonly string[] {
  const visible = visibleFiles(file, filesByName);
  const missing = new Set<string>();
  const need = (name: string | undefined): void => {
    if (name !== undefined && !visible.has(name)) missing.add(name);
  };
  eachDeclaration(file, {
    onType: (name) => need(pool.registry.get(name)?.file.proto.name),
    onOptions: (schema, { $unknown = [] }) => {
      for (const { no } of $unknown) need(pool.registry.getExtensionFor(schema, no)?.file.proto.name);
    },
  });
  return [...missing].sort();
}

/** The file, what it imports, and what these import publicly. */
function visibleFiles(
  file: FileDescriptorProto,
  filesByName: ReadonlyMap<string, FileDescriptorProto>,
): ReadonlySet<string> {
  const visible = new Set([file.name, ...file.optionDependency]);
  const waiting = [...file.dependency];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (visible.has(name)) continue;
    visible.add(name);
    const imported = filesByName.get(name);
    for (const index of imported?.publicDependency ?? []) {
      const dependency = imported?.dependency[index];
      if (dependency !== undefined) waiting.push(dependency);
    }
  }
  return visible;
}
