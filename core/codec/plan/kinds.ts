/** The codec's own numbers for value kinds. They are the numbers of `FieldDescriptorProto.Type`. */

export const DOUBLE = 1;
export const FLOAT = 2;
export const INT64 = 3;
export const UINT64 = 4;
export const INT32 = 5;
export const FIXED64 = 6;
export const FIXED32 = 7;
export const BOOL = 8;
export const STRING = 9;
export const GROUP = 10;
export const MESSAGE = 11;
export const BYTES = 12;
export const UINT32 = 13;
export const ENUM = 14;
export const SFIXED32 = 15;
export const SFIXED64 = 16;
export const SINT32 = 17;
export const SINT64 = 18;

/** What a value is: a scalar type, an enum, a message (LEN) or a group (delimited message). */
export type Kind = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18;

export const WIRE_VARINT = 0;
export const WIRE_I64 = 1;
export const WIRE_LEN = 2;
export const WIRE_SGROUP = 3;
export const WIRE_EGROUP = 4;
export const WIRE_I32 = 5;

/** The low three bits of a tag. */
export type WireType = 0 | 1 | 2 | 3 | 4 | 5;

const WIRE_TYPES: Readonly<Record<Kind, WireType>> = {
  1: 1,
  2: 5,
  3: 0,
  4: 0,
  5: 0,
  6: 1,
  7: 5,
  8: 0,
  9: 2,
  10: 3,
  11: 2,
  12: 2,
  13: 0,
  14: 0,
  15: 5,
  16: 1,
  17: 0,
  18: 0,
};

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  1: "double",
  2: "float",
  3: "int64",
  4: "uint64",
  5: "int32",
  6: "fixed64",
  7: "fixed32",
  8: "bool",
  9: "string",
  10: "group",
  11: "message",
  12: "bytes",
  13: "uint32",
  14: "enum",
  15: "sfixed32",
  16: "sfixed64",
  17: "sint32",
  18: "sint64",
};

const WIRE_TYPE_NAMES = ["VARINT", "I64", "LEN", "SGROUP", "EGROUP", "I32"] as const;

/** The wire type of one unpacked value of a kind. */
export function wireTypeOf(kind: Kind): WireType {
  return WIRE_TYPES[kind];
}

/** The keyword of a kind in `.proto` source; `message`, `group` and `enum` for named types. */
export function kindName(kind: Kind): string {
  return KIND_NAMES[kind];
}

/** The standard name of a wire type, or its number when it is 6 or 7, which do not exist. */
export function wireTypeName(wireType: number): string {
  return WIRE_TYPE_NAMES[wireType] ?? `wire type ${wireType}`;
}

/** True when a list of this kind may be packed: everything but strings, bytes and messages. */
export function isPackable(kind: Kind): boolean {
  const wireType = WIRE_TYPES[kind];
  return wireType !== WIRE_LEN && wireType !== WIRE_SGROUP;
}
