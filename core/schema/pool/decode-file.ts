import { fromBinary } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  FileDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { messageOf } from "../../error.ts";
import { defaultJsonName } from "../../json-name.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { eachField } from "../raw/fields.ts";
import { FILE } from "../raw/tags.ts";

/** One file of a pool while it is being mended. */
export interface PoolFile {
  readonly name: string;
  /** Owned by the pool and mended in place. */
  readonly proto: FileDescriptorProto;
  /** Serialized `SourceCodeInfo`, which is kept out of `proto`: it is most of a file's weight. */
  sourceInfo?: Uint8Array;
  /** The file as its source delivered it; absent when Byteglass made it up. */
  readonly bytes?: Uint8Array;
  /** The origin of the part it came from; empty for bundled and made-up files. */
  readonly origin: string;
}

/** A file, or why it cannot be used. */
export type DecodedFile = { readonly file: PoolFile } | { readonly reason: string };

/** Decodes one serialized `FileDescriptorProto` and fills the JSON names in; never throws. */
export function decodeFile(bytes: Uint8Array, name: string, origin: string): DecodedFile {
  const { rest, sourceInfo } = splitSourceInfo(bytes);
  try {
    const proto = fromBinary(FileDescriptorProtoSchema, rest);
    for (const message of proto.messageType) fillJsonNames(message);
    return { file: { name, proto, origin, bytes, ...(sourceInfo === undefined ? {} : { sourceInfo }) } };
  } catch (thrown) {
    return { reason: messageOf(thrown) };
  }
}

/** The source info of a file, apart from all other fields. */
function splitSourceInfo(bytes: Uint8Array): { readonly rest: Uint8Array; readonly sourceInfo?: Uint8Array } {
  const rest: Uint8Array[] = [];
  const infos: Uint8Array[] = [];
  let start = 0;
  let fieldStart = 0;
  eachField(bytes, (tag, reader) => {
    if (tag === FILE.sourceInfo) {
      infos.push(reader.bytes());
      rest.push(bytes.subarray(start, fieldStart));
      start = reader.pos;
    } else reader.skipType(tag & 7, 0, tag >>> 3);
    fieldStart = reader.pos;
    return true;
  });
  rest.push(bytes.subarray(start));
  if (infos.length === 0) return { rest: bytes };
  return { rest: concatBytes(rest.filter((part) => part.length > 0)), sourceInfo: concatBytes(infos) };
}

/** Some servers strip `json_name`; it is what the compiler would have put there. */
function fillJsonNames(message: DescriptorProto): void {
  for (const field of message.field) {
    if (field.jsonName === "") field.jsonName = defaultJsonName(field.name);
  }
  for (const nested of message.nestedType) fillJsonNames(nested);
}
