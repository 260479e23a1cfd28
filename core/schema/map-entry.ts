import type { DescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";

/** True for the message that the compiler makes for a map field. */
export function isMapEntry(message: DescriptorProto): boolean {
  return message.options?.mapEntry === true;
}
