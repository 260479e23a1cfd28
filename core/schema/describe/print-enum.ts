import type {
  EnumDescriptorProto,
  EnumValueDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  EnumOptionsSchema,
  EnumValueOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { printOptionStatements, printWithOptions } from "./print-options.ts";
import { printReservedStatements, rangeText } from "./print-reserved.ts";
import type { Printer } from "./printer.ts";
import { optionsOf, printItems, visibilityOf } from "./printer.ts";
import type { SourceLines } from "./source-lines.ts";

const maxEnumNumber = 2_147_483_647;

/** Prints `enum Name { … }`. */
export function printEnum(lines: SourceLines, printer: Printer, declaration: EnumDescriptorProto): void {
  lines.block(`${visibilityOf(declaration)}enum ${declaration.name}`, () => {
    lines.inside(printer.notes.get(declaration));
    printOptionStatements(lines, optionsOf(printer, EnumOptionsSchema, declaration.options));
    printItems(
      lines,
      declaration.value.map((value) => ({
        note: printer.notes.get(value),
        isBlock: false,
        print: () => printEnumValue(lines, printer, value),
      })),
    );
    const ranges = declaration.reservedRange.map(({ start, end }) => rangeText(start, end, maxEnumNumber));
    printReservedStatements(lines, printer, ranges, declaration.reservedName);
  });
}

/** Prints `NAME = number;`. */
export function printEnumValue(lines: SourceLines, printer: Printer, value: EnumValueDescriptorProto): void {
  const options = optionsOf(printer, EnumValueOptionsSchema, value.options);
  printWithOptions(lines, `${value.name} = ${value.number}`, options);
  lines.after(printer.notes.get(value));
}
