import { isFieldSet } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  FieldDescriptorProtoSchema,
  FieldOptionsSchema,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { defaultJsonName } from "../../json-name.ts";
import type { SourceNote } from "../comments/source-notes.ts";
import { joinName } from "../full-name.ts";
import { isMapEntry } from "../map-entry.ts";
import { stringConstant } from "./constants.ts";
import { printWithOptions, type WrittenOption, type WrittenOptions } from "./print-options.ts";
import type { Printer } from "./printer.ts";
import { optionsOf, typeNameIn } from "./printer.ts";
import type { SourceLines } from "./source-lines.ts";

/** Where a field stands: the scope its type names are written in, and the messages a group or map could be of. */
export interface FieldPlace {
  readonly scope: string;
  readonly siblings: readonly DescriptorProto[];
  readonly inOneof: boolean;
}

/** The message that a proto2 group field brings along, when the field is a group. */
export function groupOf(field: FieldDescriptorProto, place: FieldPlace): DescriptorProto | undefined {
  if (field.type !== Type.GROUP) return undefined;
  return place.siblings.find((message) => `.${joinName(place.scope, message.name)}` === field.typeName);
}

/** Compilers give the comment of a group to its field or to its message. */
export function fieldNote(
  printer: Printer,
  field: FieldDescriptorProto,
  group: DescriptorProto | undefined,
): SourceNote | undefined {
  const own = printer.notes.get(field);
  if (group === undefined || (own !== undefined && own.leading !== "")) return own;
  return printer.notes.get(group) ?? own;
}

/** Prints one field as a statement, or a group with its body. */
export function printField(
  lines: SourceLines,
  printer: Printer,
  field: FieldDescriptorProto,
  place: FieldPlace,
  printGroupBody: (group: DescriptorProto) => void,
): void {
  const group = groupOf(field, place);
  const options = fieldOptions(printer, field);
  const head = fieldHead(printer, field, place);
  if (group === undefined) {
    printWithOptions(lines, head, options);
    lines.after(printer.notes.get(field));
    return;
  }
  const inline = options.options.map(({ name, value }) => `${name} = ${String(value)}`).join(", ");
  lines.block(inline === "" ? head : `${head} [${inline}]`, () => {
    lines.inside(printer.notes.get(group) ?? printer.notes.get(field));
    printGroupBody(group);
  });
}

/** `repeated Item items = 3` or `repeated group Item = 3`, without options. */
export function fieldHead(printer: Printer, field: FieldDescriptorProto, place: FieldPlace): string {
  const group = groupOf(field, place);
  if (group !== undefined) return `${labelOf(printer, field, place)}group ${group.name} = ${field.number}`;
  const entry = place.siblings.find(
    (message) => isMapEntry(message) && `.${joinName(place.scope, message.name)}` === field.typeName,
  );
  const [key, value] = [1, 2].map((number) => entry?.field.find((one) => one.number === number));
  if (key !== undefined && value !== undefined) {
    const types = `${typeOf(printer, key, place.scope)}, ${typeOf(printer, value, place.scope)}`;
    return `map<${types}> ${field.name} = ${field.number}`;
  }
  return `${labelOf(printer, field, place)}${typeOf(printer, field, place.scope)} ${field.name} = ${field.number}`;
}

function typeOf(printer: Printer, field: FieldDescriptorProto, scope: string): string {
  if (field.typeName !== "") return typeNameIn(printer, field.typeName, scope);
  return Type[field.type].toLowerCase();
}

function labelOf({ syntax }: Printer, field: FieldDescriptorProto, place: FieldPlace): string {
  if (field.label === Label.REPEATED) return "repeated ";
  if (place.inOneof) return "";
  if (field.proto3Optional) return "optional ";
  if (field.label === Label.REQUIRED) return "required ";
  return syntax === "proto2" ? "optional " : "";
}

/** `default` and `json_name` are written like options. */
function fieldOptions(printer: Printer, field: FieldDescriptorProto): WrittenOptions {
  const { options, remarks } = optionsOf(printer, FieldOptionsSchema, field.options);
  const own: WrittenOption[] = [];
  if (isFieldSet(field, FieldDescriptorProtoSchema.field.defaultValue)) {
    own.push({ name: "default", value: defaultConstant(field) });
  }
  const hasJsonName = field.extendee === "" && field.jsonName !== defaultJsonName(field.name);
  if (hasJsonName) own.push({ name: "json_name", value: stringConstant(field.jsonName) });
  return { options: [...own, ...options], remarks };
}

/** Descriptors keep defaults as text: bytes with their escapes, strings without. */
function defaultConstant(field: FieldDescriptorProto): string {
  switch (field.type) {
    case Type.STRING:
      return stringConstant(field.defaultValue);
    case Type.BYTES:
      return `"${field.defaultValue.replace(/(^|[^\\])((?:\\\\)*)"/g, '$1$2\\"')}"`;
    default:
      return field.defaultValue;
  }
}
