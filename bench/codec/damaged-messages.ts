import { type DescMessage, type FileRegistry, ScalarType } from "@bufbuild/protobuf";

/** Schemas with every kind of field, for messages that are made and damaged at random. */
export const DAMAGE_SCHEMAS: Readonly<Record<string, string>> = {
  "damage2.proto": `syntax = "proto2";
package damage2;
enum Closed { NO = 0; YES = 1; MAYBE = 5; }
message All {
  optional double d = 1; optional float f = 2; optional int64 i64 = 3; optional uint64 u64 = 4; optional int32 i32 = 5;
  optional fixed64 f64 = 6; optional fixed32 f32 = 7; optional bool b = 8; optional string s = 9; optional bytes raw = 10;
  optional uint32 u32 = 11; optional Closed closed = 12; optional sfixed32 sf32 = 13; optional sfixed64 sf64 = 14;
  optional sint32 s32 = 15; optional sint64 s64 = 16; optional All child = 17; repeated All kids = 18;
  repeated int32 loose = 19; repeated int32 packed = 20 [packed = true]; repeated double doubles = 21 [packed = true];
  repeated Closed moods = 22 [packed = true]; repeated string names = 23; map<string, int32> counts = 24;
  map<int32, All> by_id = 25; map<string, Closed> states = 26;
  oneof choice { int32 number = 27; string text = 28; All message = 29; }
  optional group Part = 30 { optional int32 x = 31; optional All inner = 32; }
  repeated group Parts = 33 { optional string y = 34; }
  optional int32 far = 300000;
}
`,
  "damage3.proto": `syntax = "proto3";
package damage3;
enum Open { NO = 0; YES = 1; MAYBE = 5; }
message All {
  double d = 1; optional float f = 2; int64 i64 = 3; optional uint64 u64 = 4; int32 i32 = 5; fixed64 f64 = 6;
  optional bool b = 8; string s = 9; bytes raw = 10; Open open = 12; sfixed32 sf32 = 13; sint32 s32 = 15; sint64 s64 = 16;
  All child = 17; repeated All kids = 18; repeated int32 loose = 19 [packed = false]; repeated int32 packed = 20;
  repeated Open moods = 22; repeated string names = 23; map<string, int32> counts = 24; map<int64, All> by_id = 25;
  map<string, Open> states = 26; map<bool, bytes> flags = 31; map<fixed32, string> texts = 32;
  oneof choice { int32 number = 27; string text = 28; All message = 29; bool flag = 30; }
}
`,
};

export type Random = () => number;

/** Numbers from 0 to 1 with a seed of one's own (xorshift). */
export function randomFrom(seed: number): Random {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4_294_967_296;
  };
}

/** A message of a type with random fields; some of its records have a wire type that the schema does not say. */
export function randomMessage(
  registry: FileRegistry,
  type: DescMessage,
  random: Random,
  depth = 3,
): number[] {
  const bytes: number[] = [];
  for (let count = Math.floor(random() * 6); count > 0; count -= 1) {
    const field = type.fields[Math.floor(random() * type.fields.length)];
    if (field === undefined || (depth === 0 && field.message !== undefined)) continue;
    if (random() < 0.03) bytes.push(...foreignRecord(field.number, random));
    else if (field.fieldKind === "map")
      bytes.push(...record(field.number, 2, entry(registry, field, random, depth)));
    else if (field.message !== undefined) {
      const content = randomMessage(registry, field.message, random, depth - 1);
      const isGroup = field.delimitedEncoding === true;
      bytes.push(...(isGroup ? group(field.number, content) : record(field.number, 2, content)));
    } else bytes.push(...scalarRecords(field.number, field.scalar, field.fieldKind === "list", random));
  }
  return bytes;
}

function entry(
  registry: FileRegistry,
  field: DescMessage["fields"][number] & { readonly fieldKind: "map" },
  random: Random,
  depth: number,
): number[] {
  const key = scalarRecords(1, field.mapKey, false, random);
  const content =
    field.message === undefined
      ? scalarRecords(2, field.scalar, false, random)
      : record(2, 2, randomMessage(registry, field.message, random, depth - 1));
  return random() < 0.1 ? content : [...key, ...content];
}

function scalarRecords(
  number: number,
  scalar: ScalarType | undefined,
  isList: boolean,
  random: Random,
): number[] {
  const wireType = wireTypeOf(scalar);
  const isPacked = isList && wireType !== 2 && random() < 0.5;
  if (!isPacked) return record(number, wireType, payload(wireType, random));
  const items = Array.from({ length: Math.floor(random() * 4) }, () => payload(wireType, random));
  return record(number, 2, items.flat());
}

/** The wire type of a scalar; of an enum where there is none. */
function wireTypeOf(scalar: ScalarType | undefined): number {
  switch (scalar) {
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return 1;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return 5;
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return 2;
    default:
      return 0;
  }
}

function payload(wireType: number, random: Random): number[] {
  const byte = (): number => Math.floor(random() * 256);
  if (wireType === 1) return Array.from({ length: 8 }, byte);
  if (wireType === 5) return Array.from({ length: 4 }, byte);
  if (wireType === 2)
    return Array.from({ length: Math.floor(random() * 6) }, () => 0x61 + Math.floor(random() * 26));
  if (random() < 0.6) return [Math.floor(random() * 8)];
  return varint(BigInt(Math.floor(random() * 2 ** 32)) << BigInt(Math.floor(random() * 33)));
}

function foreignRecord(number: number, random: Random): number[] {
  const wireType = [0, 1, 2, 5][Math.floor(random() * 4)] ?? 0;
  return record(random() < 0.5 ? number : number + 1000, wireType, payload(wireType, random));
}

function record(number: number, wireType: number, content: readonly number[]): number[] {
  const tag = varint(BigInt(number * 8 + wireType));
  return wireType === 2 ? [...tag, ...varint(BigInt(content.length)), ...content] : [...tag, ...content];
}

function group(number: number, content: readonly number[]): number[] {
  return [...varint(BigInt(number * 8 + 3)), ...content, ...varint(BigInt(number * 8 + 4))];
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return bytes;
}

/** Damages bytes in up to three places: a byte changed, inserted, removed or repeated, or the end cut off. */
export function damage(bytes: readonly number[], random: Random): Uint8Array {
  const damaged = [...bytes];
  for (let count = Math.floor(random() * 4); count > 0; count -= 1) {
    const at = Math.floor(random() * (damaged.length + 1));
    const byte =
      random() < 0.5
        ? Math.floor(random() * 256)
        : ([0, 1, 2, 3, 4, 7, 0x7f, 0x80, 0xff][Math.floor(random() * 9)] ?? 0);
    const kind = Math.floor(random() * 5);
    if (kind === 0) damaged[at] = byte;
    else if (kind === 1) damaged.splice(at, 0, byte);
    else if (kind === 2) damaged.splice(at, 1);
    else if (kind === 3) damaged.splice(at, 0, ...damaged.slice(at, at + 4));
    else if (random() < 0.3) damaged.length = Math.min(damaged.length, at);
  }
  return Uint8Array.from(damaged);
}
