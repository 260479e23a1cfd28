import type { DescExtension, DescField, DescOneof } from "@bufbuild/protobuf";
import type { FieldDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { SymbolDescription } from "../../contract/views.ts";
import { findSymbol, type SchemaSymbol } from "../find.ts";
import { isBundledFile } from "../pool/bundled.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { printEnum, printEnumValue } from "./print-enum.ts";
import { printExtend } from "./print-extends.ts";
import { type FieldPlace, fieldHead, printField } from "./print-field.ts";
import { printFile } from "./print-file.ts";
import { oneofOf, printMessage, printMessageBody, printOneof } from "./print-message.ts";
import { printMethod, printService } from "./print-service.ts";
import { type Printer, printerFor } from "./printer.ts";
import { SourceLines } from "./source-lines.ts";

/**
 * `.proto` source with comments, of one symbol (file, message, enum, enum value, oneof, field, extension, service,
 * `pkg.Service/Method` or `pkg.Service.Method`), or of every file of the sources when none is given, bundled ones
 * aside. Throws `ByteglassError` `not-found` with the nearest names.
 */
export function describe(pool: SchemaPool, symbol?: string): readonly SymbolDescription[] {
  if (symbol !== undefined) return [describeSymbol(pool, findSymbol(pool, symbol), symbol)];
  const names = new Set(pool.sourceFileNames.filter((name) => !isBundledFile(name)));
  return pool.files
    .filter((file) => names.has(file.name))
    .map((file) => ({ symbol: file.name, kind: "file", source: printFile(pool, file) }));
}

/** `repeated Item items = 3`: a field as it is declared, without options and comments. */
export function fieldDeclaration(pool: SchemaPool, field: DescField): string {
  return fieldHead(printerFor(pool, field.parent.file.proto), field.proto, placeOf(field));
}

function describeSymbol(pool: SchemaPool, found: SchemaSymbol, asked: string): SymbolDescription {
  if (found.kind === "file") {
    return { symbol: found.proto.name, kind: "file", source: printFile(pool, found.proto) };
  }
  const printer = printerFor(pool, fileOf(found).proto);
  const lines = new SourceLines();
  if (found.kind !== "extension") lines.before(printer.notes.get(found.proto));
  print(lines, printer, found);
  return { symbol: asked.replace(/^\./, ""), kind: kindOf(found), source: lines.toString() };
}

function kindOf(found: Exclude<SchemaSymbol, { kind: "file" }>): SymbolDescription["kind"] {
  switch (found.kind) {
    case "rpc":
      return "method";
    case "enum_value":
      return "enum-value";
    default:
      return found.kind;
  }
}

function print(lines: SourceLines, printer: Printer, found: Exclude<SchemaSymbol, { kind: "file" }>): void {
  switch (found.kind) {
    case "message":
      printMessage(lines, printer, found.proto, found.parent?.typeName ?? found.file.proto.package);
      break;
    case "enum":
      printEnum(lines, printer, found.proto);
      break;
    case "enum_value":
      printEnumValue(lines, printer, found.proto);
      break;
    case "service":
      printService(lines, printer, found.proto);
      break;
    case "rpc":
      printMethod(lines, printer, found.proto, found.parent.typeName);
      break;
    case "field":
      printField(lines, printer, found.proto, placeOf(found), (group) => {
        printMessageBody(lines, printer, group, found.parent.typeName);
      });
      break;
    case "oneof":
      printOneof(lines, printer, found.proto, membersOf(found), {
        scope: found.parent.typeName,
        siblings: found.parent.proto.nestedType,
        inOneof: true,
      });
      break;
    case "extension":
      printExtend(lines, printer, [found.proto], placeOf(found));
      break;
  }
}

function membersOf(oneof: DescOneof): readonly FieldDescriptorProto[] {
  const message = oneof.parent.proto;
  return message.field.filter((field) => oneofOf(field, message) === oneof.proto);
}

function placeOf(field: DescField | DescExtension): FieldPlace {
  const { parent } = field;
  return {
    scope: parent?.typeName ?? (field.kind === "extension" ? field.file.proto.package : ""),
    siblings: parent?.proto.nestedType ?? (field.kind === "extension" ? field.file.proto.messageType : []),
    inOneof: field.oneof !== undefined,
  };
}

function fileOf(
  found: Exclude<SchemaSymbol, { kind: "file" }>,
): Extract<SchemaSymbol, { kind: "message" }>["file"] {
  switch (found.kind) {
    case "message":
    case "enum":
    case "service":
    case "extension":
      return found.file;
    default:
      return found.parent.file;
  }
}
