/** Texts from a path or a query as values of fields. */
import {
  type DescField,
  type DescMessage,
  type JsonObject,
  type JsonValue,
  ScalarType,
} from "@bufbuild/protobuf";
import { CallError, STATUS } from "../call/call-error.ts";
import { setPath } from "../services/field-mask.ts";

/** Messages that JSON writes as one string. */
const TEXT_MESSAGES = new Set([
  "google.protobuf.Timestamp",
  "google.protobuf.Duration",
  "google.protobuf.FieldMask",
]);

/**
 * Puts the texts for one field path (`filter.owner.user_id`, in proto or JSON names) into the ProtoJSON of a
 * message. Throws INVALID_ARGUMENT for a path without a field, a field that has no text form, and too many texts.
 */
export function setField(
  type: DescMessage,
  json: JsonObject,
  path: string,
  texts: readonly string[],
): JsonObject {
  const fields = resolve(type, path);
  const last = fields.at(-1);
  if (last === undefined) throw refuse(`${path}: names no field.`);
  const names = fields.map((field) => field.jsonName);
  if (last.fieldKind === "list")
    return setPath(
      json,
      names,
      texts.map((text) => listItem(last, path, text)),
    );
  const [text, ...more] = texts;
  if (text === undefined || more.length > 0) throw refuse(`${path}: takes one value, ${texts.length} came.`);
  return setPath(json, names, single(last, path, text));
}

function resolve(type: DescMessage, path: string): readonly DescField[] {
  const fields: DescField[] = [];
  let current: DescMessage | undefined = type;
  for (const name of path.split(".")) {
    if (current === undefined)
      throw refuse(`${path}: leads through ${fields.at(-1)?.name}, which has no fields of its own.`);
    const found: DescField | undefined = current.fields.find(
      (field) => field.name === name || field.jsonName === name,
    );
    if (found === undefined) throw refuse(`${path}: ${current.typeName} has no field ${name}.`);
    fields.push(found);
    current = found.fieldKind === "message" ? found.message : undefined;
  }
  return fields;
}

function listItem(field: DescField & { fieldKind: "list" }, path: string, text: string): JsonValue {
  if (field.listKind === "scalar") return scalar(field.scalar, path, text);
  if (field.listKind === "enum") return enumValue(text);
  return messageValue(field.message, path, text);
}

function single(field: DescField, path: string, text: string): JsonValue {
  switch (field.fieldKind) {
    case "scalar":
      return scalar(field.scalar, path, text);
    case "enum":
      return enumValue(text);
    case "message":
      return messageValue(field.message, path, text);
    case "list":
    case "map":
      throw refuse(`${path}: a ${field.fieldKind} cannot stand in a path or query.`);
  }
}

function messageValue(type: DescMessage, path: string, text: string): JsonValue {
  if (TEXT_MESSAGES.has(type.typeName)) return text;
  const wrapped = /^google\.protobuf\.\w+Value$/.test(type.typeName) ? type.field["value"] : undefined;
  if (wrapped?.fieldKind === "scalar") return scalar(wrapped.scalar, path, text);
  throw refuse(`${path}: a ${type.typeName} cannot stand in a path or query.`);
}

/** The name or the number of an enum's value. */
function enumValue(text: string): JsonValue {
  return /^-?\d+$/.test(text) ? Number(text) : text;
}

function scalar(type: ScalarType, path: string, text: string): JsonValue {
  switch (type) {
    case ScalarType.BOOL:
      if (text === "true" || text === "1") return true;
      if (text === "false" || text === "0") return false;
      throw refuse(`${path}: "${text}" is neither true nor false.`);
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return text;
    default:
      // ProtoJSON takes numbers of every type as strings, which keeps 64 bits whole.
      if (text === "") throw refuse(`${path}: a number is needed, the text is empty.`);
      return text;
  }
}

function refuse(message: string): CallError {
  return new CallError(STATUS.INVALID_ARGUMENT, message);
}
