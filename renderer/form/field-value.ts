/** What a field's control holds, and how JSON writes it. Pure. */
import type { FieldDescription } from "../../core/contract/views.ts";

/** How one value is typed. */
export type Control = "text" | "number" | "boolean" | "choice" | "message" | "free";

const NUMBERS = new Set(
  "double float int32 uint32 sint32 fixed32 sfixed32 int64 uint64 sint64 fixed64 sfixed64".split(" "),
);
const WRAPPED = new Map([
  ["google.protobuf.DoubleValue", "double"],
  ["google.protobuf.FloatValue", "float"],
  ["google.protobuf.Int64Value", "int64"],
  ["google.protobuf.UInt64Value", "uint64"],
  ["google.protobuf.Int32Value", "int32"],
  ["google.protobuf.UInt32Value", "uint32"],
  ["google.protobuf.BoolValue", "bool"],
  ["google.protobuf.StringValue", "string"],
  ["google.protobuf.BytesValue", "bytes"],
  ["google.protobuf.Timestamp", "string"],
  ["google.protobuf.Duration", "string"],
  ["google.protobuf.FieldMask", "string"],
]);
/** Their JSON has a form that no fixed set of controls can show. */
const FREE = /^google\.protobuf\.(Any|Struct|Value|ListValue)$/;

/** The scalar type whose JSON the values of a field have; `enum` and `message` for those. */
export function valueType({ shape, messageType = "" }: FieldDescription): string {
  return WRAPPED.get(messageType) ?? shape.type;
}

/** The control for one value of a field. */
export function controlOf(field: FieldDescription): Control {
  const type = valueType(field);
  if (type === "message") return FREE.test(field.messageType ?? "") ? "free" : "message";
  if (type === "enum") return "choice";
  if (type === "bool") return "boolean";
  return NUMBERS.has(type) ? "number" : "text";
}

/** What a value is when it is added: the default of its type, or the first name of an enum. */
export function emptyValue(field: FieldDescription): string {
  switch (controlOf(field)) {
    case "text":
      return '""';
    case "number":
      return writeValue("0", field);
    case "boolean":
      return "false";
    case "choice":
      return JSON.stringify(field.values?.[0]?.name ?? "");
    case "message":
      return "{}";
    case "free":
      return field.messageType === "google.protobuf.ListValue" ? "[]" : "{}";
  }
}

/**
 * How JSON writes what was typed. Numbers of 64 bits get quotes, as JSON readers round them, unless `before`, the value
 * that was there, had none. What is no number is written as a string, for the message's findings to say so.
 */
export function writeValue(typed: string, field: FieldDescription, before = '""'): string {
  const type = valueType(field);
  const text = typed.trim();
  const isReference = /^\{\{[^{}]+\}\}$/.test(text);
  if (type === "bool")
    return text === "true" || text === "false" || isReference ? text : JSON.stringify(typed);
  if (!NUMBERS.has(type)) return JSON.stringify(typed);
  if (isReference) return text;
  const isPlain = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text);
  const hasQuotes = type.endsWith("64") && before.startsWith('"');
  return isPlain && !hasQuotes ? text : JSON.stringify(text);
}

/** A key for a new entry of a map that has `taken` already. */
export function freeKey(field: FieldDescription, taken: readonly string[]): string {
  const type = field.shape.key ?? "string";
  if (type === "bool") return taken.includes("false") ? "true" : "false";
  for (let number = type === "string" ? 1 : 0; ; number++) {
    const key = type !== "string" ? String(number) : number === 1 ? "key" : `key${number}`;
    if (!taken.includes(key)) return key;
  }
}
