import { clearField, isFieldSet, ScalarType } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FieldDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { isMapEntry } from "../map-entry.ts";
import { quoteName } from "./finding-log.ts";
import type { SymbolTable } from "./symbol-table.ts";

/** What a field check needs to know of its surroundings. */
export interface FieldContext {
  /** Name of the file the field is in. */
  readonly file: string;
  readonly table: SymbolTable;
  /** Position of each file in load order: a type of a later file cannot be used. */
  readonly position: ReadonlyMap<string, number>;
}

const Type = FieldDescriptorProto_Type;
const fields = FieldDescriptorProtoSchema.field;
const identifier = /^[A-Za-z0-9_]+$/;
const maxFieldNumber = 536_870_911;

/** Why no registry could hold a field, in words; sets a field's type right where its type name tells it. */
export function fieldFault(field: FieldDescriptorProto, context: FieldContext): string | undefined {
  if (!identifier.test(field.name)) return "has a bad name";
  if (field.number < 1 || field.number > maxFieldNumber) return `has the impossible number ${field.number}`;
  if (field.typeName !== "") return namedTypeFault(field, context);
  const hasType = isFieldSet(field, fields.type);
  return hasType && !isNamedType(field.type) ? undefined : "has no type";
}

function namedTypeFault(field: FieldDescriptorProto, context: FieldContext): string | undefined {
  const name = field.typeName.slice(1);
  const target = context.table.get(name);
  if (target?.kind !== "message" && target?.kind !== "enum")
    return `has the type ${quoteName(name)}, which is no type`;
  const needed = context.position.get(target.file) ?? Number.POSITIVE_INFINITY;
  if (needed > (context.position.get(context.file) ?? 0)) return "needs an import that was cut";
  if (target.kind === "enum") field.type = Type.ENUM;
  else if (field.type !== Type.GROUP || !isFieldSet(field, fields.type)) field.type = Type.MESSAGE;
  if (target.message === undefined || !isMapEntry(target.message)) return undefined;
  const fits =
    isRepeated(field) && field.type === Type.MESSAGE && target.file === context.file && field.extendee === "";
  return fits ? undefined : "uses a map entry as a type";
}

/** Takes a field out of a oneof that does not exist or that it cannot be in; says so. */
export function mendOneof(field: FieldDescriptorProto, oneofCount: number): string | undefined {
  if (!isFieldSet(field, fields.oneofIndex)) return undefined;
  const fits = field.oneofIndex >= 0 && field.oneofIndex < oneofCount && !isRepeated(field);
  if (fits) return undefined;
  clearField(field, fields.oneofIndex);
  return "was in an impossible oneof";
}

/** Takes away a default value that its type cannot have; says so. */
export function mendDefault(field: FieldDescriptorProto, table: SymbolTable): string | undefined {
  if (!isFieldSet(field, fields.defaultValue) || fitsDefault(field, table)) return undefined;
  clearField(field, fields.defaultValue);
  return "had an impossible default value";
}

function fitsDefault(field: FieldDescriptorProto, table: SymbolTable): boolean {
  const value = field.defaultValue;
  if (isRepeated(field)) return false;
  switch (field.type) {
    case Type.MESSAGE:
    case Type.GROUP:
      return false;
    case Type.ENUM: {
      const declared = table.get(field.typeName.slice(1))?.enum?.value ?? [];
      return declared.some((one) => one.name === value);
    }
    case Type.STRING:
      return true;
    case Type.BYTES:
      return /^(?:[^\\]|\\(?:[abefnrtv?'"\\]|[0-7]{1,3}|[xX][0-9a-fA-F]{1,2}))*$/s.test(value);
    case Type.BOOL:
      return value === "true" || value === "false";
    case Type.DOUBLE:
    case Type.FLOAT:
      return /^(?:-?inf|-?nan|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)$/.test(value);
    default:
      return fitsInteger(value, field.type);
  }
}

/** Least and greatest value by scalar type. */
const integerBounds: ReadonlyMap<number, readonly [bigint, bigint]> = new Map([
  ...[ScalarType.INT32, ScalarType.SINT32, ScalarType.SFIXED32].map(
    (type) => [type, [-(2n ** 31n), 2n ** 31n - 1n]] as const,
  ),
  ...[ScalarType.UINT32, ScalarType.FIXED32].map((type) => [type, [0n, 2n ** 32n - 1n]] as const),
  ...[ScalarType.INT64, ScalarType.SINT64, ScalarType.SFIXED64].map(
    (type) => [type, [-(2n ** 63n), 2n ** 63n - 1n]] as const,
  ),
  ...[ScalarType.UINT64, ScalarType.FIXED64].map((type) => [type, [0n, 2n ** 64n - 1n]] as const),
]);

function fitsInteger(text: string, type: number): boolean {
  const bounds = integerBounds.get(type);
  if (bounds === undefined || !/^-?\d{1,20}$/.test(text)) return false;
  const value = BigInt(text);
  return value >= bounds[0] && value <= bounds[1];
}

/** True for `repeated` fields, maps included. */
function isRepeated(field: FieldDescriptorProto): boolean {
  return field.label === FieldDescriptorProto_Label.REPEATED;
}

function isNamedType(type: FieldDescriptorProto_Type): boolean {
  return type === Type.MESSAGE || type === Type.GROUP || type === Type.ENUM;
}

const forbiddenKeys: ReadonlySet<FieldDescriptorProto_Type> = new Set([
  Type.DOUBLE,
  Type.FLOAT,
  Type.BYTES,
  Type.MESSAGE,
  Type.GROUP,
  Type.ENUM,
]);

/** Makes an ordinary message of a map entry that has no proper key and value; returns whether it had them. */
export function mendMapEntry(entry: DescriptorProto): boolean {
  const [key, value] = [1, 2].map((number) => entry.field.find((field) => field.number === number));
  const proper =
    key !== undefined &&
    value !== undefined &&
    !isRepeated(key) &&
    !isRepeated(value) &&
    !forbiddenKeys.has(key.type) &&
    value.type !== Type.GROUP;
  if (!proper && entry.options !== undefined) entry.options.mapEntry = false;
  return proper;
}
