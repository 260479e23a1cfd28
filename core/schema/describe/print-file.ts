import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { Edition, FileOptionsSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { SchemaPool } from "../pool/pool.ts";
import { printEnum } from "./print-enum.ts";
import { printExtends } from "./print-extends.ts";
import { groupOf } from "./print-field.ts";
import { printMessage } from "./print-message.ts";
import { printOptionStatements } from "./print-options.ts";
import { printService } from "./print-service.ts";
import type { Item, Printer } from "./printer.ts";
import { optionsOf, printerFor, printItems } from "./printer.ts";
import { SourceLines } from "./source-lines.ts";

/** A whole file as `.proto` source, ready to be compiled again. */
export function printFile(pool: SchemaPool, file: FileDescriptorProto): string {
  const printer = printerFor(pool, file);
  const lines = new SourceLines();
  printHead(lines, printer);
  const body = fileItems(lines, printer);
  if (body.length > 0) lines.blank();
  printItems(lines, body);
  return lines.toString();
}

function printHead(lines: SourceLines, printer: Printer): void {
  const { file, notes } = printer;
  lines.before(notes.get("syntax"));
  lines.add(syntaxStatement(file));
  lines.after(notes.get("syntax"));
  if (file.package !== "") {
    lines.blank();
    lines.before(notes.get("package"));
    lines.add(`package ${file.package};`);
    lines.after(notes.get("package"));
  }
  if (file.dependency.length + file.optionDependency.length > 0) lines.blank();
  file.dependency.forEach((name, index) => {
    const isPublic = file.publicDependency.includes(index) ? "public " : "";
    const isWeak = file.weakDependency.includes(index) ? "weak " : "";
    lines.add(`import ${isPublic}${isWeak}${JSON.stringify(name)};`);
  });
  for (const name of file.optionDependency) lines.add(`import option ${JSON.stringify(name)};`);
  const options = optionsOf(printer, FileOptionsSchema, file.options);
  if (options.options.length + options.remarks.length > 0) lines.blank();
  printOptionStatements(lines, options);
}

function syntaxStatement(file: FileDescriptorProto): string {
  if (file.syntax !== "editions") return `syntax = "${file.syntax === "" ? "proto2" : file.syntax}";`;
  return `edition = "${(Edition[file.edition] ?? "").replace("EDITION_", "")}";`;
}

function fileItems(lines: SourceLines, printer: Printer): readonly Item[] {
  const { file, notes } = printer;
  const scope = file.package;
  const place = { scope, siblings: file.messageType, inOneof: false };
  const groups = new Set(file.extension.map((extension) => groupOf(extension, place)));
  const item = (declaration: object, print: () => void): Item => ({
    note: notes.get(declaration),
    isBlock: true,
    print,
  });
  return [
    ...file.service.map((one) => item(one, () => printService(lines, printer, one))),
    ...file.messageType
      .filter((one) => !groups.has(one))
      .map((one) => item(one, () => printMessage(lines, printer, one, scope))),
    ...file.enumType.map((one) => item(one, () => printEnum(lines, printer, one))),
    ...printExtends(lines, printer, file.extension, place),
  ];
}
