import type {
  MethodDescriptorProto,
  ServiceDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  MethodOptionsSchema,
  ServiceOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { joinName } from "../full-name.ts";
import { printOptionStatements } from "./print-options.ts";
import type { Printer } from "./printer.ts";
import { optionsOf, printItems, typeNameIn } from "./printer.ts";
import type { SourceLines } from "./source-lines.ts";

/** Prints `service Name { … }`. */
export function printService(lines: SourceLines, printer: Printer, service: ServiceDescriptorProto): void {
  lines.block(`service ${service.name}`, () => {
    lines.inside(printer.notes.get(service));
    printOptionStatements(lines, optionsOf(printer, ServiceOptionsSchema, service.options));
    printItems(
      lines,
      service.method.map((method) => ({
        note: printer.notes.get(method),
        isBlock: method.options !== undefined,
        print: () => printMethod(lines, printer, method, joinName(printer.file.package, service.name)),
      })),
    );
  });
}

/** Prints `rpc Name(In) returns (Out);`, with a body when it has options. */
export function printMethod(
  lines: SourceLines,
  printer: Printer,
  method: MethodDescriptorProto,
  scope: string,
): void {
  const input = `${method.clientStreaming ? "stream " : ""}${typeNameIn(printer, method.inputType, scope)}`;
  const output = `${method.serverStreaming ? "stream " : ""}${typeNameIn(printer, method.outputType, scope)}`;
  const head = `rpc ${method.name}(${input}) returns (${output})`;
  const options = optionsOf(printer, MethodOptionsSchema, method.options);
  const note = printer.notes.get(method);
  if (method.options === undefined) {
    lines.add(`${head};`);
    lines.after(note);
    return;
  }
  lines.block(head, () => {
    lines.inside(note);
    printOptionStatements(lines, options);
  });
}
