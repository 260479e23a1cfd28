import type { DescExtension, DescField } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import {
  FeatureSet_FieldPresence,
  FieldOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { floatConstant } from "../describe/constants.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { scalarName } from "../scalar-name.ts";
import type { FieldModel, ValueType } from "./model.ts";
import { readOptionModel } from "./read-options.ts";

/** A field or an extension as the comparison needs it, with its edition's features resolved. */
export function readFieldModel(pool: SchemaPool, field: DescField | DescExtension): FieldModel {
  const isExtension = field.kind === "extension";
  return {
    symbol: isExtension ? field.typeName : `${field.parent.typeName}.${field.name}`,
    name: isExtension ? field.typeName : field.name,
    number: field.number,
    jsonName: isExtension ? `[${field.typeName}]` : field.jsonName,
    type: typeOf(field),
    cardinality: cardinalityOf(field),
    mapKey: field.fieldKind === "map" ? scalarName(field.mapKey) : "",
    presence: presenceOf(field),
    packed: field.fieldKind === "list" && field.packed,
    oneof: field.oneof?.name ?? "",
    defaultValue: defaultOf(field),
    checksUtf8: field.scalar === ScalarType.STRING && field.utf8Validation,
    extendee: isExtension ? field.extendee.typeName : "",
    options: readOptionModel(pool, FieldOptionsSchema, field.proto.options),
  };
}

function typeOf(field: DescField | DescExtension): ValueType {
  if (field.enum !== undefined) return { kind: "enum", name: field.enum.typeName };
  if (field.message !== undefined) {
    const delimited = field.fieldKind !== "map" && field.delimitedEncoding;
    return { kind: "message", name: field.message.typeName, delimited };
  }
  return { kind: "scalar", name: scalarName(field.scalar) };
}

/** Compilers spell one float in several ways. */
function defaultOf({ scalar, proto: { defaultValue } }: DescField | DescExtension): string {
  const value = Number(defaultValue);
  if (defaultValue === "" || Number.isNaN(value)) return defaultValue;
  if (scalar === ScalarType.FLOAT) return floatConstant(Math.fround(value), 32);
  return scalar === ScalarType.DOUBLE ? floatConstant(value, 64) : defaultValue;
}

function cardinalityOf({ fieldKind }: DescField | DescExtension): FieldModel["cardinality"] {
  if (fieldKind === "map") return "map";
  return fieldKind === "list" ? "repeated" : "singular";
}

function presenceOf(field: DescField | DescExtension): FieldModel["presence"] {
  if (field.fieldKind === "list" || field.fieldKind === "map") return "";
  switch (field.presence) {
    case FeatureSet_FieldPresence.LEGACY_REQUIRED:
      return "required";
    case FeatureSet_FieldPresence.IMPLICIT:
      return "implicit";
    default:
      return "explicit";
  }
}
