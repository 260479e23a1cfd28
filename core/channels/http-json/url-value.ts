/** A value between a URL and ProtoJSON, by the type of its field. Pure. */
import type { DescField } from "@bufbuild/protobuf";
import { maskPathToJson } from "../../codec/values/field-mask.ts";
import { isJson } from "../../json-value.ts";
import { plainText } from "./field-values.ts";

const BOOL = 8;
const BYTES = 12;
/** What Go's strconv.ParseBool, and so grpc-gateway, reads beside `true` and `false`. */
const TRUE = /^(1|t|T|TRUE|True|true)$/;
const FALSE = /^(0|f|F|FALSE|False|false)$/;
const SHAPELESS = /^google\.protobuf\.(Struct|Value|ListValue)$/;

/** A value text of ProtoJSON as it stands in a URL; undefined for null, objects and arrays. Bytes are base64url there. */
export function urlText(field: DescField, value: string): string | undefined {
  const text = plainText(value);
  return text !== undefined && isOf(field, BYTES, "BytesValue")
    ? text.replace(/\+/g, "-").replace(/\//g, "_")
    : text;
}

/**
 * A value of a URL as ProtoJSON: in quotes, which all but these may have. Takes what grpc-gateway takes: booleans as Go
 * writes them, enums by number, masks by `.proto` names, and `google.protobuf.Struct` and the like as JSON.
 */
export function jsonOfUrlText(field: DescField, value: string): string {
  if (isOf(field, BOOL, "BoolValue")) {
    if (TRUE.test(value)) return "true";
    return FALSE.test(value) ? "false" : JSON.stringify(value);
  }
  if (enumOf(field) !== undefined) return /^-?\d{1,10}$/.test(value) ? value : JSON.stringify(value);
  const name = messageNameOf(field);
  if (name === "google.protobuf.FieldMask") return JSON.stringify(maskToJson(value));
  if (name !== undefined && SHAPELESS.test(name) && isJson(value)) return value;
  return JSON.stringify(value);
}

function isOf(field: DescField, scalar: number, wrapper: string): boolean {
  const own = field.fieldKind === "scalar" || field.fieldKind === "list" ? field.scalar : undefined;
  return own === scalar || messageNameOf(field) === `google.protobuf.${wrapper}`;
}

function enumOf(field: DescField): unknown {
  return field.fieldKind === "enum" || field.fieldKind === "list" ? field.enum : undefined;
}

function messageNameOf(field: DescField): string | undefined {
  return field.fieldKind === "message" || field.fieldKind === "list" ? field.message?.typeName : undefined;
}

/** Names that JSON has no form for stay as they are, to be refused at their place. */
function maskToJson(mask: string): string {
  return mask.replace(/[^,.]+/g, (name) => maskPathToJson(name) ?? name);
}
