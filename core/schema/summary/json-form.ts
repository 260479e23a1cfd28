import { type DescField, ScalarType } from "@bufbuild/protobuf";

const longNumber =
  'In JSON: a string such as "9007199254740993", because many readers round numbers above 2^53. ' +
  "A number without quotes is taken exactly too.";
const fraction = 'In JSON: a number, or "NaN", "Infinity" or "-Infinity".';
const base64 = 'In JSON: base64 such as "/+8=", in the alphabet of URLs too, with or without the =.';

const scalarForms: ReadonlyMap<ScalarType, string> = new Map([
  [ScalarType.INT64, longNumber],
  [ScalarType.UINT64, longNumber],
  [ScalarType.SINT64, longNumber],
  [ScalarType.FIXED64, longNumber],
  [ScalarType.SFIXED64, longNumber],
  [ScalarType.DOUBLE, fraction],
  [ScalarType.FLOAT, fraction],
  [ScalarType.BYTES, base64],
]);

const messageForms: ReadonlyMap<string, string> = new Map([
  [
    "google.protobuf.Timestamp",
    'In JSON: a time such as "2026-01-02T03:04:05.678Z", or with an offset, "+02:00".',
  ],
  ["google.protobuf.Duration", 'In JSON: seconds with an s, such as "1.5s".'],
  ["google.protobuf.FieldMask", 'In JSON: paths with commas between, such as "userId,address.zipCode".'],
  ["google.protobuf.Struct", "In JSON: any object."],
  ["google.protobuf.Value", "In JSON: any value; null is one."],
  ["google.protobuf.ListValue", "In JSON: any list."],
  ["google.protobuf.Empty", "In JSON: {}."],
  [
    "google.protobuf.Any",
    'In JSON: the fields of the message within, beside "@type": "type.googleapis.com/its.full.Name". ' +
      'Types with a form of their own, such as a time, stand under "value".',
  ],
  ["google.protobuf.DoubleValue", "In JSON: the number itself, or null for none."],
  ["google.protobuf.FloatValue", "In JSON: the number itself, or null for none."],
  ["google.protobuf.Int64Value", `${longNumber} null is none.`],
  ["google.protobuf.UInt64Value", `${longNumber} null is none.`],
  ["google.protobuf.Int32Value", "In JSON: the number itself, or null for none."],
  ["google.protobuf.UInt32Value", "In JSON: the number itself, or null for none."],
  ["google.protobuf.BoolValue", "In JSON: true or false itself, or null for none."],
  ["google.protobuf.StringValue", "In JSON: the string itself, or null for none."],
  ["google.protobuf.BytesValue", `${base64} null is none.`],
]);

/**
 * How a value of a field is written in JSON, where that is not as anyone would guess (the ProtoJSON format); empty
 * elsewhere. Of a list or a map it is about each value.
 */
export function jsonForm(field: DescField): string {
  if (field.message !== undefined) return messageForms.get(field.message.typeName) ?? "";
  const { scalar } = field;
  return scalar === undefined ? "" : (scalarForms.get(scalar) ?? "");
}
