import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** The number of `file` in `google.protobuf.FileDescriptorSet`. */
const FILE = 1;

/**
 * Takes a serialized `google.protobuf.FileDescriptorSet` apart without decoding the files in it: reflection
 * must hand out the bytes the compiler wrote, with options and comments that no decoder has touched.
 */
export function splitFiles(descriptorSet: Uint8Array): Uint8Array[] {
  const reader = new BinaryReader(descriptorSet);
  const files: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === FILE && wireType === WireType.LengthDelimited) files.push(reader.bytes());
    else reader.skip(wireType, number);
  }
  return files;
}
