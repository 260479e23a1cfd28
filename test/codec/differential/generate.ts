/** One pseudo-random message of any type, as ProtoJSON in the form that the codec writes, from a seed. */
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";

type Scalar = NonNullable<DescField["scalar"]>;

/** Whole numbers from 0 to below `limit`, the same for the same seed (mulberry32). */
export type Random = (limit: number) => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

const WELL_KNOWN: Readonly<Record<string, readonly string[]>> = {
  Any: [
    "{}",
    '{"@type":"type.googleapis.com/google.protobuf.Duration","value":"1.500s"}',
    '{"@type":"type.googleapis.com/google.protobuf.Int64Value","value":"9007199254740993"}',
  ],
  Timestamp: ['"1970-01-01T00:00:00Z"', '"9999-12-31T23:59:59.999999999Z"', '"0001-01-01T00:00:00Z"'],
  Duration: ['"0s"', '"-315576000000s"', '"3.000000001s"', '"-0.500s"'],
  FieldMask: ['""', '"fooBar,baz.quxQuux"'],
  Empty: ["{}"],
  Struct: ["{}", '{"a":[1,null,{"b":"c"}],"d":true}'],
  Value: ["null", "1.5", '"text"', "[]", '{"k":false}'],
  ListValue: ["[]", '[1,"two",null]'],
  DoubleValue: ["0", "-1.5", '"NaN"'],
  FloatValue: ["0", "0.1", '"-Infinity"'],
  Int64Value: ['"-9223372036854775808"', '"0"'],
  UInt64Value: ['"18446744073709551615"', '"0"'],
  Int32Value: ["-2147483648", "0"],
  UInt32Value: ["4294967295", "0"],
  BoolValue: ["true", "false"],
  StringValue: ['""', '"ü"'],
  BytesValue: ['""', '"/+8="'],
};

const SCALARS: Readonly<Record<Scalar, readonly string[]>> = {
  [ScalarType.DOUBLE]: ["0.1", "-1.7976931348623157e+308", "5e-324", '"Infinity"', "-0"],
  [ScalarType.FLOAT]: ["0.1", "3.4028235e+38", "1e-45", '"NaN"', "16777216"],
  [ScalarType.INT64]: ['"-9223372036854775808"', '"9007199254740993"', '"1"'],
  [ScalarType.SINT64]: ['"-9223372036854775808"', '"9223372036854775807"', '"-1"'],
  [ScalarType.SFIXED64]: ['"-9223372036854775808"', '"9007199254740993"', '"7"'],
  [ScalarType.UINT64]: ['"18446744073709551615"', '"9007199254740993"', '"1"'],
  [ScalarType.FIXED64]: ['"18446744073709551615"', '"1"'],
  [ScalarType.INT32]: ["-2147483648", "2147483647", "1", "-1"],
  [ScalarType.SINT32]: ["-2147483648", "2147483647", "-1"],
  [ScalarType.SFIXED32]: ["-2147483648", "2147483647", "5"],
  [ScalarType.UINT32]: ["4294967295", "1", "128"],
  [ScalarType.FIXED32]: ["4294967295", "1"],
  [ScalarType.BOOL]: ["true"],
  [ScalarType.STRING]: ['"text"', '"ünï \\"quoted\\" \\n"', '"名前"', '"/"'],
  [ScalarType.BYTES]: ['"AAEC"', '"/w=="', '"+/8="'],
};

const MAP_KEYS: Readonly<Record<string, string>> = { true: '"true"' };

/** The JSON text of one message; nesting ends at `depth` levels, required fields and their messages aside. */
export function generate(desc: DescMessage, random: Random, depth = 3): string {
  const known = wellKnown(desc, random);
  if (known !== undefined) return known;
  const chosen = new Set(desc.oneofs.map((oneof) => oneof.fields[random(oneof.fields.length)]));
  const members = [...desc.fields]
    .sort((left, right) => left.number - right.number)
    .filter((field) => (field.oneof === undefined ? isIncluded(field, random, depth) : chosen.has(field)))
    .filter((field) => depth > 0 || field.message === undefined || field.presence === 3)
    .map((field) => `${JSON.stringify(field.jsonName)}:${fieldValue(field, random, depth)}`);
  return `{${members.join(",")}}`;
}

function wellKnown(desc: DescMessage, random: Random): string | undefined {
  if (desc.file.proto.package !== "google.protobuf") return undefined;
  const values = WELL_KNOWN[desc.name];
  return values === undefined ? undefined : pick(values, random);
}

function isIncluded(field: DescField, random: Random, depth: number): boolean {
  if (field.presence === 3) return true;
  // The only value of this enum is the zero that is never written.
  if (isNullValue(field)) return false;
  return random(4) < (field.message === undefined ? 3 : Math.min(depth, 2));
}

function isNullValue(field: DescField): boolean {
  return field.enum?.typeName === "google.protobuf.NullValue";
}

function fieldValue(field: DescField, random: Random, depth: number): string {
  const single = () => singleValue(field, random, depth - 1);
  if (field.fieldKind === "list") return `[${Array.from({ length: 1 + random(3) }, single).join(",")}]`;
  if (field.fieldKind !== "map") return single();
  const key = pick(SCALARS[field.mapKey], random);
  return `{${MAP_KEYS[key] ?? (key.startsWith('"') ? key : `"${key}"`)}:${single()}}`;
}

function singleValue(field: DescField, random: Random, depth: number): string {
  if (field.message !== undefined) return generate(field.message, random, depth);
  if (field.enum !== undefined) return isNullValue(field) ? "null" : enumValue(field, random);
  return pick(SCALARS[field.scalar as Scalar], random);
}

/** Not the zero, which a field without presence does not carry; an enum that has nothing else gives an unknown number. */
function enumValue(field: DescField, random: Random): string {
  const values = field.enum?.values ?? [];
  const implicit = field.fieldKind === "enum" && field.presence === 2 && field.oneof === undefined;
  const names = values.filter(({ number }) => !implicit || number !== 0);
  // Of several names for one number only the first is written.
  const first = names.filter(
    ({ number }, index) => names.findIndex((other) => other.number === number) === index,
  );
  return first.length === 0 ? "7" : JSON.stringify(first[random(first.length)]?.name);
}

function pick(values: readonly string[], random: Random): string {
  return values[random(values.length)] ?? "";
}
