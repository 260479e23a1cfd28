import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import fc from "fast-check";

type Scalar = NonNullable<DescField["scalar"]>;

/** JSON texts of a message type in the form that the codec writes: fields by number, no whitespace, no implicit zeros. */
export function jsonOf(desc: DescMessage, depth = 3): fc.Arbitrary<string> {
  const known = wellKnown(desc.typeName, depth);
  if (known !== undefined) return known;
  const fields = [...desc.fields].sort((a, b) => a.number - b.number);
  const members = fields.map((field) => memberOf(field, depth));
  const chosen = fc.tuple(...members, ...desc.oneofs.map((oneof) => fc.nat(oneof.fields.length)));
  return chosen.map((parts) => {
    const kept = fields.map((field, index) => {
      if (field.oneof === undefined) return parts[index];
      const pick = parts[fields.length + desc.oneofs.indexOf(field.oneof)];
      return field.oneof.fields[Number(pick)] === field ? parts[index] : undefined;
    });
    return `{${kept.filter((part) => part !== undefined).join(",")}}`;
  });
}

function memberOf(field: DescField, depth: number): fc.Arbitrary<string | undefined> {
  if (depth === 0 && field.message !== undefined) return fc.constant(undefined);
  // Its only value is the zero that is never written.
  const isNothing = field.enum?.typeName === "google.protobuf.NullValue" && field.oneof === undefined;
  if (isNothing) return fc.constant(undefined);
  const value = fieldValue(field, depth).map((text) => `${JSON.stringify(field.jsonName)}:${text}`);
  return field.oneof !== undefined || field.presence === 3
    ? value
    : fc.option(value, { nil: undefined, freq: 2 });
}

function fieldValue(field: DescField, depth: number): fc.Arbitrary<string> {
  const value = singleValue(field, depth - 1);
  if (field.fieldKind === "list") {
    return fc.array(value, { minLength: 1, maxLength: 4 }).map((items) => `[${items.join(",")}]`);
  }
  if (field.fieldKind === "map") return mapOf(field.mapKey, value);
  const isImplicit = field.presence === 2 && field.oneof === undefined && field.message === undefined;
  return isImplicit ? value.filter((text) => !isZero(field, text)) : value;
}

function isZero(field: DescField, text: string): boolean {
  if (field.enum !== undefined) return text === JSON.stringify(field.enum.value[0]?.name);
  return ["0", '"0"', '""', "false"].includes(text);
}

function singleValue(field: DescField, depth: number): fc.Arbitrary<string> {
  if (field.message !== undefined) return jsonOf(field.message, Math.max(depth, 0));
  if (field.enum !== undefined) return enumValue(field.enum);
  return scalarValue(field.scalar as Scalar);
}

function enumValue(desc: DescEnum): fc.Arbitrary<string> {
  if (desc.typeName === "google.protobuf.NullValue") return fc.constant("null");
  const names = fc.constantFrom(...Object.values(desc.value)).map((value) => JSON.stringify(value.name));
  const unknown = fc
    .integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
    .filter((number) => !(number in desc.value));
  return desc.open ? fc.oneof({ weight: 4, arbitrary: names }, unknown.map(String)) : names;
}

const edges = (least: bigint, most: bigint): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.bigInt({ min: least, max: most }),
    fc.constantFrom(least, most, 0n, 1n),
    fc.bigInt({ min: 0n, max: 300n }),
  );

const int32 = edges(-(2n ** 31n), 2n ** 31n - 1n).map(String);
const uint32 = edges(0n, 2n ** 32n - 1n).map(String);
const int64 = edges(-(2n ** 63n), 2n ** 63n - 1n).map((value) => `"${value}"`);
const uint64 = edges(0n, 2n ** 64n - 1n).map((value) => `"${value}"`);
const text = fc.string({ unit: "binary", maxLength: 20 }).map((value) => JSON.stringify(value));
const bytes = fc.uint8Array({ maxLength: 12 }).map((value) => `"${Buffer.from(value).toString("base64")}"`);
const bool = fc.boolean().map(String);

/** The JSON of a float or double, minus zero and the named values included. */
function number(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Few digits, so that the shortest form of the float is the text itself. */
const float = fc.oneof(
  fc
    .integer({ min: -999_999, max: 999_999 })
    .chain((digits) =>
      fc.integer({ min: -30, max: 25 }).map((power) => number(Number(`${digits}e${power}`))),
    ),
  fc.constantFrom("-0", '"NaN"', '"Infinity"', '"-Infinity"', "3.4028235e+38", "1e-45"),
);

function scalarValue(scalar: Scalar): fc.Arbitrary<string> {
  switch (scalar) {
    case ScalarType.DOUBLE:
      return fc.oneof(
        fc.double().map(number),
        fc.constantFrom("-0", "0", "5e-324", "1.7976931348623157e+308"),
      );
    case ScalarType.FLOAT:
      return float;
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return int64;
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return uint64;
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return uint32;
    case ScalarType.BOOL:
      return bool;
    case ScalarType.STRING:
      return text;
    case ScalarType.BYTES:
      return bytes;
    case ScalarType.INT32:
    case ScalarType.SINT32:
    case ScalarType.SFIXED32:
      return int32;
  }
}

function mapOf(key: Scalar, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const keys = scalarValue(key).map((token) => (token.startsWith('"') ? token : `"${token}"`));
  const entries = fc.uniqueArray(fc.tuple(keys, value), {
    selector: ([token]) => token,
    minLength: 1,
    maxLength: 4,
  });
  return entries.map((pairs) => `{${pairs.map(([token, item]) => `${token}:${item}`).join(",")}}`);
}

function jsonValue(depth: number): fc.Arbitrary<string> {
  const plain = fc.oneof(
    fc.constantFrom("null", "true", "-0", "1e+21"),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(number),
    text,
  );
  if (depth <= 0) return plain;
  const list = fc.array(jsonValue(depth - 1), { maxLength: 3 }).map((items) => `[${items.join(",")}]`);
  return fc.oneof(plain, list, jsonObject(depth));
}

function jsonObject(depth: number): fc.Arbitrary<string> {
  const member = fc.tuple(text, jsonValue(depth - 1));
  const members = fc.uniqueArray(member, { selector: ([key]) => key, maxLength: 3 });
  return members.map((pairs) => `{${pairs.map(([key, item]) => `${key}:${item}`).join(",")}}`);
}

const nanos = fc.oneof(
  fc.constantFrom("", ".500", ".000001", ".123456", ".000000001"),
  fc.constant(".999999999"),
);

const time = fc
  .tuple(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), nanos)
  .map(([seconds, fraction]) => {
    const whole = new Date(seconds * 1000).toISOString().replace(".000Z", "");
    return `"${whole}${fraction}Z"`;
  });

const span = fc
  .tuple(fc.integer({ min: -315_576_000_000, max: 315_576_000_000 }), nanos)
  .map(([seconds, fraction]) => `"${seconds}${fraction}s"`);

const mask = fc
  .array(fc.constantFrom("a", "fooBar", "foo.barBaz", "x1.y", "nameB.c"), { maxLength: 3 })
  .map((paths) => JSON.stringify(paths.join(",")));

const any = fc.oneof(
  fc.constant("{}"),
  text.map((name) => `{"@type":"type.googleapis.com/t.Node"${name === '""' ? "" : `,"name":${name}`}}`),
  span.map((value) => `{"@type":"type.googleapis.com/google.protobuf.Duration","value":${value}}`),
  int64.map(
    (value) =>
      `{"@type":"type.googleapis.com/google.protobuf.Any","value":{"@type":"type.googleapis.com/google.protobuf.Int64Value","value":${value}}}`,
  ),
);

function wellKnown(name: string, depth: number): fc.Arbitrary<string> | undefined {
  switch (name) {
    case "google.protobuf.Any":
      return any;
    case "google.protobuf.Timestamp":
      return time;
    case "google.protobuf.Duration":
      return span;
    case "google.protobuf.FieldMask":
      return mask;
    case "google.protobuf.Struct":
      return jsonObject(depth);
    case "google.protobuf.Value":
      return jsonValue(depth);
    case "google.protobuf.ListValue":
      return fc.array(jsonValue(depth), { maxLength: 3 }).map((items) => `[${items.join(",")}]`);
    case "google.protobuf.DoubleValue":
      return scalarValue(ScalarType.DOUBLE);
    case "google.protobuf.FloatValue":
      return float;
    case "google.protobuf.Int64Value":
      return int64;
    case "google.protobuf.UInt64Value":
      return uint64;
    case "google.protobuf.Int32Value":
      return int32;
    case "google.protobuf.UInt32Value":
      return uint32;
    case "google.protobuf.BoolValue":
      return bool;
    case "google.protobuf.StringValue":
      return text;
    case "google.protobuf.BytesValue":
      return bytes;
    default:
      return undefined;
  }
}
