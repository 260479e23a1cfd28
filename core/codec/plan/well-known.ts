import type { DescField, DescMessage } from "@bufbuild/protobuf";

/** The message types that ProtoJSON writes in a form of their own. */
export const ORDINARY = 0;
export const ANY = 1;
export const TIMESTAMP = 2;
export const DURATION = 3;
export const FIELD_MASK = 4;
export const STRUCT = 5;
export const VALUE = 6;
export const LIST_VALUE = 7;
export const WRAPPER = 8;
export type WellKnown = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The fields that make a type well-known: `number: type`, in the order of field numbers. */
const SHAPES: Readonly<Record<string, readonly [WellKnown, string]>> = {
  "google.protobuf.Any": [ANY, "1:scalar:9 2:scalar:12"],
  "google.protobuf.Timestamp": [TIMESTAMP, "1:scalar:3 2:scalar:5"],
  "google.protobuf.Duration": [DURATION, "1:scalar:3 2:scalar:5"],
  "google.protobuf.FieldMask": [FIELD_MASK, "1:list:9"],
  "google.protobuf.Struct": [STRUCT, "1:map:google.protobuf.Value"],
  "google.protobuf.Value": [
    VALUE,
    "1:enum:google.protobuf.NullValue 2:scalar:1 3:scalar:9 4:scalar:8 5:message:google.protobuf.Struct 6:message:google.protobuf.ListValue",
  ],
  "google.protobuf.ListValue": [LIST_VALUE, "1:list:google.protobuf.Value"],
  "google.protobuf.DoubleValue": [WRAPPER, "1:scalar:1"],
  "google.protobuf.FloatValue": [WRAPPER, "1:scalar:2"],
  "google.protobuf.Int64Value": [WRAPPER, "1:scalar:3"],
  "google.protobuf.UInt64Value": [WRAPPER, "1:scalar:4"],
  "google.protobuf.Int32Value": [WRAPPER, "1:scalar:5"],
  "google.protobuf.UInt32Value": [WRAPPER, "1:scalar:13"],
  "google.protobuf.BoolValue": [WRAPPER, "1:scalar:8"],
  "google.protobuf.StringValue": [WRAPPER, "1:scalar:9"],
  "google.protobuf.BytesValue": [WRAPPER, "1:scalar:12"],
};

/** Which well-known type a message is. A type that only has the name, and other fields, is an ordinary message. */
export function wellKnownOf(desc: DescMessage): WellKnown {
  if (!Object.hasOwn(SHAPES, desc.typeName)) return ORDINARY;
  const shape = SHAPES[desc.typeName];
  if (shape === undefined) return ORDINARY;
  const found = [...desc.fields].sort((a, b) => a.number - b.number).map(shapeOf);
  return found.join(" ") === shape[1] ? shape[0] : ORDINARY;
}

function shapeOf(field: DescField): string {
  return `${field.number}:${field.fieldKind}:${(field.message ?? field.enum)?.typeName ?? field.scalar}`;
}
