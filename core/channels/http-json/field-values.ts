/** Values of fields out of the JSON text of a message, found by the names of the `.proto` file. Pure. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { memberOf, stringOf } from "./json-text.ts";

/** The value of `FeatureSet.field_presence` for fields that are absent when they have their default. */
const IMPLICIT = 2;

/** The fields along a path of `.proto` names (JSON names are taken too); undefined when one does not exist. */
export function fieldsAlong(type: DescMessage, path: readonly string[]): readonly DescField[] | undefined {
  const fields: DescField[] = [];
  let current: DescMessage | undefined = type;
  for (const name of path) {
    const field: DescField | undefined =
      current?.fields.find((one) => one.name === name) ??
      current?.fields.find((one) => one.jsonName === name);
    if (field === undefined) return undefined;
    fields.push(field);
    current = field.fieldKind === "message" ? field.message : undefined;
  }
  return fields;
}

/** The value text at the end of a path of fields; undefined where the message does not have it. */
export function valueAt(json: string, fields: readonly DescField[]): string | undefined {
  let text: string | undefined = json;
  for (const field of fields) {
    if (text === undefined) return undefined;
    text = memberOf(text, field.jsonName);
  }
  return text;
}

/** A string, number or boolean value text as it stands in a URL; undefined for null, objects and arrays. */
export function plainText(value: string): string | undefined {
  if (value.startsWith('"')) return stringOf(value);
  return value === "null" || /^[{[]/.test(value) ? undefined : value;
}

/**
 * What an absent field stands for: `0`, `false` or the name of the first enum value, where absence and that default
 * are the same thing (implicit presence). Undefined for strings, bytes, messages, and fields that can be absent.
 */
export function impliedValue(field: DescField): string | undefined {
  if (field.presence !== IMPLICIT) return undefined;
  if (field.fieldKind === "enum") return field.enum.values.find((value) => value.number === 0)?.name;
  if (field.fieldKind !== "scalar") return undefined;
  const standard: unknown = field.getDefaultValue() ?? zeroOf(field.scalar);
  return typeof standard === "string" || standard instanceof Uint8Array ? undefined : String(standard);
}

/** Scalar type numbers of descriptor.proto: 8 is bool, 9 is string, 12 is bytes. */
function zeroOf(scalar: number): unknown {
  if (scalar === 8) return false;
  return scalar === 9 || scalar === 12 ? "" : 0;
}
