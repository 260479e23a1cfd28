import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import type { OneofMembers } from "../contract/oneof.ts";
import { encodeZigzag, writeVarint } from "../wire/varint.ts";

/**
 * The other members of the oneof that the field at `path` belongs to (names as in a tree: `inputs[0].image`), each
 * with the bytes of a record that sets it to something else than its default. No members where the field is in none.
 */
export function oneofMembers(type: DescMessage, path: string): OneofMembers {
  const names = path.split(".").map((name) => name.replace(/\[\d+\]$/, ""));
  let message: DescMessage | undefined = type;
  let field: DescField | undefined;
  for (const name of names) {
    field = message?.fields.find(({ jsonName }) => jsonName === name);
    message = field?.message;
  }
  const oneof = field?.oneof;
  if (oneof === undefined) return { name: "", members: [] };
  const others = oneof.fields.filter((member) => member !== field);
  return {
    name: oneof.name,
    members: others.map((member) => ({ name: member.jsonName, bytes: recordOf(member) })),
  };
}

function recordOf(field: DescField): Uint8Array {
  const { wireType, value } = sampleOf(field);
  const tag = writeVarint((BigInt(field.number) << 3n) | BigInt(wireType));
  const end = wireType === 3 ? writeVarint((BigInt(field.number) << 3n) | 4n) : new Uint8Array(0);
  return Uint8Array.of(...tag, ...value, ...end);
}

/** A small value that is not the default; an empty message or group is set by being there. */
function sampleOf(field: DescField): { readonly wireType: number; readonly value: Uint8Array } {
  if (field.fieldKind === "message")
    return field.delimitedEncoding
      ? { wireType: 3, value: new Uint8Array(0) }
      : { wireType: 2, value: Uint8Array.of(0) };
  if (field.fieldKind === "enum") {
    const number = field.enum.values.find((value) => value.number !== 0)?.number ?? 1;
    return { wireType: 0, value: writeVarint(BigInt.asUintN(64, BigInt(number))) };
  }
  return sampleScalar(field.scalar ?? ScalarType.BYTES);
}

function sampleScalar(scalar: ScalarType): { readonly wireType: number; readonly value: Uint8Array } {
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return { wireType: 2, value: Uint8Array.of(1, 0x61) };
    case ScalarType.DOUBLE:
      return { wireType: 1, value: Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf0, 0x3f) };
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return { wireType: 1, value: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) };
    case ScalarType.FLOAT:
      return { wireType: 5, value: Uint8Array.of(0, 0, 0x80, 0x3f) };
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return { wireType: 5, value: Uint8Array.of(1, 0, 0, 0) };
    case ScalarType.SINT32:
    case ScalarType.SINT64:
      return { wireType: 0, value: writeVarint(encodeZigzag(1n)) };
    case ScalarType.INT32:
    case ScalarType.INT64:
    case ScalarType.UINT32:
    case ScalarType.UINT64:
    case ScalarType.BOOL:
      return { wireType: 0, value: Uint8Array.of(1) };
  }
}
