import { toBinary } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { Writer } from "protobufjs/minimal.js";
import type { SchemaPool } from "../pool/pool.ts";
import { FILE_SET } from "../raw/tags.ts";
import { fileOrigins } from "./file-origin.ts";

/** A serialized `google.protobuf.FileDescriptorSet`, and the names of the files in it and of those left out. */
export interface WrittenSet {
  readonly bytes: Uint8Array;
  readonly names: readonly string[];
  /** Stubs: a set says what a source said, and no source had these. */
  readonly leftOut: readonly string[];
}

/**
 * A pool as one `FileDescriptorSet`, imports before importers. Each file is byte for byte what its source gave, with its
 * comments where the source had them; bundled files that are imported come along. With `only`, the files of these names.
 */
export function writeDescriptorSet(pool: SchemaPool, only?: ReadonlySet<string>): WrittenSet {
  const origins = fileOrigins(pool);
  const writer = Writer.create();
  const names: string[] = [];
  const leftOut: string[] = [];
  for (const file of pool.files) {
    if (only?.has(file.name) === false) continue;
    if (origins.get(file.name) === "stub") {
      leftOut.push(file.name);
      continue;
    }
    writer.uint32(FILE_SET.file).bytes(bytesOf(pool, file));
    names.push(file.name);
  }
  return { bytes: writer.finish(), names, leftOut };
}

/** A file that was emptied because nothing could read it has no bytes left but these. */
function bytesOf(pool: SchemaPool, file: FileDescriptorProto): Uint8Array {
  return pool.serialized(file.name) ?? toBinary(FileDescriptorProtoSchema, file);
}
