import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { PoolPart } from "../../../core/schema/pool/pool.ts";

/** A serialized file made by hand, as damaged as one likes. */
export function fileOf(init: MessageInitShape<typeof FileDescriptorProtoSchema>): Uint8Array {
  return toBinary(FileDescriptorProtoSchema, create(FileDescriptorProtoSchema, init));
}

/** A part of a pool. */
export function partOf(files: Iterable<Uint8Array>, origin = "files"): PoolPart {
  return { origin, files: [...files] };
}
