import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FieldDescriptorProto_Type } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { FindingLog } from "./finding-log.ts";
import type { FileTable } from "./gather-files.ts";
import { decodeBundled } from "./mend-imports.ts";

/** Types with a JSON form of their own: fields as `name number type`. What differs from this cannot be shown by the rules. */
const shapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "google/protobuf/any.proto": { Any: "type_url 1 STRING, value 2 BYTES" },
  "google/protobuf/duration.proto": { Duration: "seconds 1 INT64, nanos 2 INT32" },
  "google/protobuf/empty.proto": { Empty: "" },
  "google/protobuf/field_mask.proto": { FieldMask: "paths 1 STRING" },
  "google/protobuf/struct.proto": {
    Struct: "fields 1 MESSAGE",
    Value:
      "null_value 1 ENUM, number_value 2 DOUBLE, string_value 3 STRING, bool_value 4 BOOL, struct_value 5 MESSAGE, list_value 6 MESSAGE",
    ListValue: "values 1 MESSAGE",
  },
  "google/protobuf/timestamp.proto": { Timestamp: "seconds 1 INT64, nanos 2 INT32" },
  "google/protobuf/wrappers.proto": {
    DoubleValue: "value 1 DOUBLE",
    FloatValue: "value 1 FLOAT",
    Int64Value: "value 1 INT64",
    UInt64Value: "value 1 UINT64",
    Int32Value: "value 1 INT32",
    UInt32Value: "value 1 UINT32",
    BoolValue: "value 1 BOOL",
    StringValue: "value 1 STRING",
    BytesValue: "value 1 BYTES",
  },
};

/** Replaces a source's own version of a well-known file by the bundled one when its types have other fields. */
export function mendWellKnownFiles(files: FileTable, log: FindingLog): void {
  for (const [name, shape] of Object.entries(shapes)) {
    const file = files.get(name);
    if (file === undefined || hasShape(file.proto, shape)) continue;
    const bundled = decodeBundled(name);
    if (bundled === undefined) continue;
    files.set(name, bundled);
    log.add({
      code: "well-known-file-differs",
      severity: "warning",
      message: `${name} from ${file.origin} declares other fields than protobuf's own; the bundled one is used.`,
      hint: "Leave this file out of the sources: its types have fixed rules in JSON.",
      file: name,
    });
  }
}

function hasShape(proto: FileDescriptorProto, shape: Readonly<Record<string, string>>): boolean {
  if (proto.package !== "google.protobuf") return false;
  return Object.entries(shape).every(([name, expected]) => {
    const message = proto.messageType.find((one) => one.name === name);
    const fields = (message?.field ?? []).map(
      (field) => `${field.name} ${field.number} ${FieldDescriptorProto_Type[field.type]}`,
    );
    return message !== undefined && fields.join(", ") === expected;
  });
}
