import { isFieldSet } from "@bufbuild/protobuf";
import type {
  DescriptorProto,
  DescriptorProto_ExtensionRange,
  FieldDescriptorProto,
  OneofDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  ExtensionRangeOptionsSchema,
  FieldDescriptorProtoSchema,
  MessageOptionsSchema,
  OneofOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { joinName } from "../full-name.ts";
import { isMapEntry } from "../map-entry.ts";
import { printEnum } from "./print-enum.ts";
import { printExtends } from "./print-extends.ts";
import { type FieldPlace, fieldNote, groupOf, printField } from "./print-field.ts";
import { printOptionStatements, printWithOptions } from "./print-options.ts";
import { printReservedStatements, rangeText } from "./print-reserved.ts";
import type { Item, Printer } from "./printer.ts";
import { optionsOf, printItems, visibilityOf } from "./printer.ts";
import type { SourceLines } from "./source-lines.ts";

/** One past the greatest field number; `max` in a range. */
const endOfFieldNumbers = 536_870_912;

/** Prints `message Name { … }`; `scope` is what the message stands in. */
export function printMessage(
  lines: SourceLines,
  printer: Printer,
  message: DescriptorProto,
  scope: string,
): void {
  lines.block(`${visibilityOf(message)}message ${message.name}`, () => {
    lines.inside(printer.notes.get(message));
    printMessageBody(lines, printer, message, scope);
  });
}

/** Prints what stands between the braces of a message (or of a group). */
export function printMessageBody(
  lines: SourceLines,
  printer: Printer,
  message: DescriptorProto,
  scope: string,
): void {
  const inner = joinName(scope, message.name);
  printOptionStatements(lines, optionsOf(printer, MessageOptionsSchema, message.options));
  printItems(lines, [
    ...nestedItems(lines, printer, message, inner),
    ...memberItems(lines, printer, message, inner),
    ...message.extensionRange.map((range) => rangeItem(lines, printer, range, message)),
    ...printExtends(lines, printer, message.extension, {
      scope: inner,
      siblings: message.nestedType,
      inOneof: false,
    }),
  ]);
  printReserved(lines, printer, message);
}

function nestedItems(
  lines: SourceLines,
  printer: Printer,
  message: DescriptorProto,
  scope: string,
): readonly Item[] {
  const place = { scope, siblings: message.nestedType, inOneof: false };
  const groups = new Set([...message.field, ...message.extension].map((field) => groupOf(field, place)));
  const messages = message.nestedType.filter((nested) => !isMapEntry(nested) && !groups.has(nested));
  return [
    ...message.enumType.map((nested) => ({
      note: printer.notes.get(nested),
      isBlock: true,
      print: () => printEnum(lines, printer, nested),
    })),
    ...messages.map((nested) => ({
      note: printer.notes.get(nested),
      isBlock: true,
      print: () => printMessage(lines, printer, nested, scope),
    })),
  ];
}

/** Fields, and oneofs where their first field stands. */
function memberItems(
  lines: SourceLines,
  printer: Printer,
  message: DescriptorProto,
  scope: string,
): readonly Item[] {
  const printed = new Set<OneofDescriptorProto>();
  return message.field.flatMap((field): readonly Item[] => {
    const oneof = oneofOf(field, message);
    if (oneof === undefined) {
      return [fieldItem(lines, printer, field, { scope, siblings: message.nestedType, inOneof: false })];
    }
    if (printed.has(oneof)) return [];
    printed.add(oneof);
    return [oneofItem(lines, printer, oneof, message, scope)];
  });
}

function fieldItem(
  lines: SourceLines,
  printer: Printer,
  field: FieldDescriptorProto,
  place: FieldPlace,
): Item {
  const group = groupOf(field, place);
  return {
    note: fieldNote(printer, field, group),
    isBlock: group !== undefined,
    print: () => {
      printField(lines, printer, field, place, (one) => printMessageBody(lines, printer, one, place.scope));
    },
  };
}

function oneofItem(
  lines: SourceLines,
  printer: Printer,
  oneof: OneofDescriptorProto,
  message: DescriptorProto,
  scope: string,
): Item {
  const note = printer.notes.get(oneof);
  const members = message.field.filter((field) => oneofOf(field, message) === oneof);
  return {
    note,
    isBlock: true,
    print: () =>
      printOneof(lines, printer, oneof, members, { scope, siblings: message.nestedType, inOneof: true }),
  };
}

/** Prints `oneof name { … }`. */
export function printOneof(
  lines: SourceLines,
  printer: Printer,
  oneof: OneofDescriptorProto,
  members: readonly FieldDescriptorProto[],
  place: FieldPlace,
): void {
  lines.block(`oneof ${oneof.name}`, () => {
    lines.inside(printer.notes.get(oneof));
    printOptionStatements(lines, optionsOf(printer, OneofOptionsSchema, oneof.options));
    printItems(
      lines,
      members.map((field) => fieldItem(lines, printer, field, place)),
    );
  });
}

/** The oneof a field was written in; those the compiler makes for `optional` do not count. */
export function oneofOf(
  field: FieldDescriptorProto,
  message: DescriptorProto,
): OneofDescriptorProto | undefined {
  if (field.proto3Optional || !isFieldSet(field, FieldDescriptorProtoSchema.field.oneofIndex))
    return undefined;
  return message.oneofDecl[field.oneofIndex];
}

function rangeItem(
  lines: SourceLines,
  printer: Printer,
  range: DescriptorProto_ExtensionRange,
  message: DescriptorProto,
): Item {
  const limit = message.options?.messageSetWireFormat === true ? 2_147_483_647 : endOfFieldNumbers;
  return {
    note: printer.notes.get(range),
    isBlock: false,
    print: () => {
      const options = optionsOf(printer, ExtensionRangeOptionsSchema, range.options);
      printWithOptions(lines, `extensions ${rangeText(range.start, range.end - 1, limit - 1)}`, options);
      lines.after(printer.notes.get(range));
    },
  };
}

function printReserved(lines: SourceLines, printer: Printer, message: DescriptorProto): void {
  const ranges = message.reservedRange.map(({ start, end }) =>
    rangeText(start, end - 1, endOfFieldNumbers - 1),
  );
  printReservedStatements(lines, printer, ranges, message.reservedName);
}
