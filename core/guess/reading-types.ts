/** The readings that a person can choose, by wire type. */
import { Kind } from "../wire/kinds.ts";
import { WireType } from "../wire/tag.ts";

/** Readings of numbers; times are integers in another dress. */
const TIMES = ["unix time, s", "unix time, ms", "unix time, µs", "unix time, ns"] as const;
const VARINT = ["int64", "uint64", "sint64", "int32", "uint32", "sint32", "bool", "enum", ...TIMES] as const;
const FIXED32 = ["float", "fixed32", "sfixed32", "unix time, s", "IPv4 address", "bits"] as const;
const FIXED64 = ["double", "fixed64", "sfixed64", ...TIMES, "bits"] as const;

/** The kind of body behind each reading of a LEN record. */
const LENGTH_KINDS: Readonly<Record<string, Kind>> = {
  string: Kind.text,
  json: Kind.text,
  "base64 text": Kind.text,
  "hex text": Kind.text,
  bytes: Kind.bytes,
  uuid: Kind.bytes,
  "IP address": Kind.bytes,
  gzip: Kind.bytes,
  zlib: Kind.bytes,
  zstd: Kind.bytes,
  "embedded gRPC frame": Kind.bytes,
  "delimited messages": Kind.bytes,
  message: Kind.message,
  Timestamp: Kind.message,
  Duration: Kind.message,
  Any: Kind.message,
  FileDescriptorProto: Kind.message,
  "packed int64": Kind.packedVarint,
  "packed uint64": Kind.packedVarint,
  "packed sint64": Kind.packedVarint,
  "packed bool": Kind.packedVarint,
  "packed float": Kind.packedFixed32,
  "packed fixed32": Kind.packedFixed32,
  "packed sfixed32": Kind.packedFixed32,
  "packed double": Kind.packedFixed64,
  "packed fixed64": Kind.packedFixed64,
  "packed sfixed64": Kind.packedFixed64,
};

/** The names that a reading of the cost model has among those above. */
const CHOSEN_NAMES: Readonly<Record<string, string>> = {
  text: "string",
  "packed varint": "packed int64",
  "packed 32": "packed float",
  "packed 64": "packed double",
  "broken message": "message",
};

/** The kind that a LEN body is walked as when this reading is chosen; undefined for readings of numbers. */
export function lengthKind(type: string): Kind | undefined {
  return Object.hasOwn(LENGTH_KINDS, type) ? LENGTH_KINDS[type] : undefined;
}

/** All readings of a wire type. */
export function readingTypes(wireType: number): readonly string[] {
  switch (wireType) {
    case WireType.varint:
      return VARINT;
    case WireType.fixed32:
      return FIXED32;
    case WireType.fixed64:
      return FIXED64;
    case WireType.length:
      return Object.keys(LENGTH_KINDS);
    default:
      return [];
  }
}

/** What is chosen by the name of a weighed reading. */
export function chosenName(reading: string): string {
  return CHOSEN_NAMES[reading] ?? reading;
}

/** The scalar type behind `packed float` and the like; undefined for what is not packed. */
export function packedElement(type: string): string | undefined {
  return type.startsWith("packed ") ? type.slice("packed ".length) : undefined;
}
