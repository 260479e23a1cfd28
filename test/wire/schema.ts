/** Schemas for the tests, built from descriptors by hand so that no compiler is needed. */
import { create, createFileRegistry, type DescMessage, type FileRegistry } from "@bufbuild/protobuf";
import {
  type DescriptorProto,
  DescriptorProtoSchema,
  EnumDescriptorProtoSchema,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_any,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
} from "@bufbuild/protobuf/wkt";

const LABELS: Readonly<Record<string, FieldDescriptorProto_Label>> = {
  repeated: FieldDescriptorProto_Label.REPEATED,
  required: FieldDescriptorProto_Label.REQUIRED,
  optional: FieldDescriptorProto_Label.OPTIONAL,
};

/** One field as in a `.proto` file: `repeated int32 p = 3`, `group .t.G g = 4`; `oneofIndex` puts it in a oneof. */
export function field(
  declaration: string,
  options: { oneofIndex?: number; packed?: boolean; deprecated?: boolean } = {},
): FieldDescriptorProto {
  const words = declaration.replace("=", " ").trim().split(/\s+/);
  const label = LABELS[words[0] ?? ""];
  if (label !== undefined) words.shift();
  const isGroup = words[0] === "group";
  if (isGroup) words.shift();
  const isEnum = words[0] === "enum";
  if (isEnum) words.shift();
  const [type = "", name = "", number = ""] = words;
  const scalar = FieldDescriptorProto_Type[type.toUpperCase() as keyof typeof FieldDescriptorProto_Type];
  const reference = isGroup
    ? FieldDescriptorProto_Type.GROUP
    : isEnum
      ? FieldDescriptorProto_Type.ENUM
      : FieldDescriptorProto_Type.MESSAGE;
  return create(FieldDescriptorProtoSchema, {
    name,
    number: Number(number),
    label: label ?? FieldDescriptorProto_Label.OPTIONAL,
    type: type.startsWith(".") ? reference : scalar,
    typeName: type.startsWith(".") ? type : "",
    ...(options.oneofIndex === undefined ? {} : { oneofIndex: options.oneofIndex }),
    options: {
      deprecated: options.deprecated ?? false,
      ...(options.packed === undefined ? {} : { packed: options.packed }),
    },
  });
}

/** A map entry type for `map<key, value> name`, named as protoc names it. */
export function mapEntry(name: string, key: string, value: string): DescriptorProto {
  return create(DescriptorProtoSchema, {
    name,
    field: [field(`${key} key = 1`), field(`${value} value = 2`)],
    options: { mapEntry: true },
  });
}

const T = create(DescriptorProtoSchema, {
  name: "T",
  field: [
    field("int32 a = 1"),
    field("string s = 2"),
    field("repeated int32 p = 3"),
    field(".t.T m = 4"),
    field("bytes b = 5"),
    field("bool f = 6"),
    field("enum .t.E e = 7"),
    field("repeated .t.T.MpEntry mp = 8"),
    field("int32 x = 9", { oneofIndex: 0 }),
    field("string y = 10", { oneofIndex: 0 }),
    field("uint64 u = 11"),
    field("sint32 z = 12"),
    field("float fl = 13"),
  ],
  nestedType: [mapEntry("MpEntry", "string", "int32")],
  oneofDecl: [{ name: "o" }],
});

const E = create(EnumDescriptorProtoSchema, {
  name: "E",
  value: [
    { name: "Z", number: 0 },
    { name: "A", number: 1 },
  ],
});

const MORE = [
  create(DescriptorProtoSchema, {
    name: "Response",
    field: [
      field(".t.Status status = 1"),
      field("repeated .t.Output outputs = 2"),
      field("repeated .t.T things = 3"),
    ],
  }),
  create(DescriptorProtoSchema, {
    name: "Status",
    field: [field("enum .t.Code code = 1"), field("string description = 2")],
  }),
  create(DescriptorProtoSchema, {
    name: "Output",
    field: [field("string id = 1"), field("repeated .t.Concept concepts = 2")],
  }),
  create(DescriptorProtoSchema, {
    name: "Concept",
    field: [field("string name = 1"), field("float value = 2")],
  }),
];

const CODE = create(EnumDescriptorProtoSchema, {
  name: "Code",
  value: [
    { name: "UNKNOWN", number: 0 },
    { name: "SUCCESS", number: 10000 },
  ],
});

const PROTO3 = create(FileDescriptorProtoSchema, {
  name: "t.proto",
  package: "t",
  syntax: "proto3",
  messageType: [T, ...MORE],
  enumType: [E, CODE],
});

/** Proto2: required, closed enum, groups, extensions, unpacked and packed lists, reserved numbers. */
const PROTO2 = create(FileDescriptorProtoSchema, {
  name: "t2.proto",
  package: "t2",
  syntax: "proto2",
  messageType: [
    create(DescriptorProtoSchema, {
      name: "T",
      field: [
        field("required int32 r = 1"),
        field("repeated int32 unpacked = 2"),
        field("repeated int32 packed = 3", { packed: true }),
        field("group .t2.T.G g = 4"),
        field("enum .t2.E e = 5"),
        field("string s = 6"),
        field("int32 old = 7", { deprecated: true }),
        field("double d = 8"),
        field("int64 wide = 9"),
        field("repeated fixed32 fixed = 10", { packed: true }),
      ],
      nestedType: [create(DescriptorProtoSchema, { name: "G", field: [field("int32 i = 1")] })],
      extensionRange: [{ start: 100, end: 200 }],
      reservedRange: [{ start: 50, end: 60 }],
    }),
  ],
  enumType: [create(EnumDescriptorProtoSchema, { name: "E", value: [{ name: "ONE", number: 1 }] })],
  extension: [create(FieldDescriptorProtoSchema, { ...field("string ext = 100"), extendee: ".t2.T" })],
});

/** Well-known types. */
const WELL_KNOWN = create(FileDescriptorProtoSchema, {
  name: "known.proto",
  package: "t",
  syntax: "proto3",
  dependency: [
    "google/protobuf/any.proto",
    "google/protobuf/timestamp.proto",
    "google/protobuf/duration.proto",
  ],
  messageType: [
    create(DescriptorProtoSchema, {
      name: "Known",
      field: [
        field("repeated .google.protobuf.Any details = 1"),
        field(".google.protobuf.Timestamp at = 2"),
        field(".google.protobuf.Duration took = 3"),
      ],
    }),
  ],
});

const IMPORTS = [file_google_protobuf_any, file_google_protobuf_timestamp, file_google_protobuf_duration];

/** All test types: `t.T` is the schema of the inspector's table, `t.Response` that of the design picture. */
export const registry: FileRegistry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: [...IMPORTS.map((file) => file.proto), PROTO3, PROTO2, WELL_KNOWN],
  }),
);

/** A test type by its full name. */
export function typeNamed(name: string): DescMessage {
  const type = registry.getMessage(name);
  if (type === undefined) throw new Error(`no test type ${name}`);
  return type;
}

/** Bytes from hex with any spaces. */
export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.replace(/\s/g, "").match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
