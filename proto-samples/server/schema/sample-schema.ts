import { createFileRegistry, type FileRegistry, fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { splitFiles } from "./split-files.ts";

/** The samples' descriptors, in two forms: as types to encode and decode with, and as the compiler wrote them. */
export interface SampleSchema {
  readonly registry: FileRegistry;
  /** Each file's serialized `FileDescriptorProto`, byte for byte, by file name; imports before importers. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The names of the files each file imports. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

/** Reads a serialized `google.protobuf.FileDescriptorSet`. */
export function readSampleSchema(descriptorSet: Uint8Array): SampleSchema {
  return sampleSchemaOf(splitFiles(descriptorSet));
}

/** Makes a schema of serialized `FileDescriptorProto`s, in any order. */
export function sampleSchemaOf(serialized: readonly Uint8Array[]): SampleSchema {
  const unsorted = new Map<string, { readonly bytes: Uint8Array; readonly file: FileDescriptorProto }>();
  for (const bytes of serialized) {
    const file = fromBinary(FileDescriptorProtoSchema, bytes);
    unsorted.set(file.name, { bytes, file });
  }
  const files = new Map<string, Uint8Array>();
  const imports = new Map<string, readonly string[]>();
  const visit = (name: string): void => {
    const found = unsorted.get(name);
    if (found === undefined || files.has(name)) return;
    found.file.dependency.forEach(visit);
    files.set(name, found.bytes);
    imports.set(name, found.file.dependency);
  };
  for (const name of unsorted.keys()) visit(name);
  return { registry: registryOf([...unsorted.values()].map((entry) => entry.file)), files, imports };
}

function registryOf(files: readonly FileDescriptorProto[]): FileRegistry {
  return createFileRegistry({ $typeName: "google.protobuf.FileDescriptorSet", file: [...files] });
}
