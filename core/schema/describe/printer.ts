import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { SymbolVisibility } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { SourceNote, SourceNotes } from "../comments/source-notes.ts";
import { sourceNotes } from "../comments/source-notes.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { type WrittenOptions, writtenOptions } from "./print-options.ts";
import type { SourceLines } from "./source-lines.ts";
import { writtenTypeName } from "./type-names.ts";

/** What printing the declarations of one file needs to know. */
export interface Printer {
  readonly pool: SchemaPool;
  readonly file: FileDescriptorProto;
  readonly notes: SourceNotes;
  readonly syntax: "proto2" | "proto3" | "editions";
}

/** A printer for the declarations of one file. */
export function printerFor(pool: SchemaPool, file: FileDescriptorProto): Printer {
  const syntax = file.syntax === "proto3" || file.syntax === "editions" ? file.syntax : "proto2";
  return { pool, file, notes: sourceNotes(pool, file), syntax };
}

/** An options message of the file, ready to be written. */
export function optionsOf<Desc extends DescMessage>(
  printer: Printer,
  schema: Desc,
  options: MessageShape<Desc> | undefined,
): WrittenOptions {
  return writtenOptions(schema, options, printer.pool.registry);
}

/** A type name as it is written inside `scope`; `typeName` has its leading dot. */
export function typeNameIn(printer: Printer, typeName: string, scope: string): string {
  return writtenTypeName(printer.pool, typeName.replace(/^\./, ""), scope, printer.file.package);
}

/** A declaration among others: where it stood in the source, and how to print it. */
export interface Item {
  readonly note: SourceNote | undefined;
  /** Set apart by empty lines: messages, enums, services. */
  readonly isBlock: boolean;
  print(): void;
}

/** Prints declarations in the order of the source where that is known, else as given. */
export function printItems(lines: SourceLines, items: readonly Item[]): void {
  const positioned = items.every((item) => item.note?.position !== undefined);
  const ordered = positioned ? [...items].sort((a, b) => comparePositions(a.note, b.note)) : items;
  let afterBlock = false;
  for (const [index, item] of ordered.entries()) {
    const isCommented = item.note !== undefined && item.note.leading !== "";
    if (index > 0 && (item.isBlock || afterBlock || isCommented)) lines.blank();
    lines.before(item.note);
    item.print();
    afterBlock = item.isBlock;
  }
}

function comparePositions(a: SourceNote | undefined, b: SourceNote | undefined): number {
  const [lineA = 0, columnA = 0] = a?.position ?? [];
  const [lineB = 0, columnB = 0] = b?.position ?? [];
  return lineA - lineB || columnA - columnB;
}

/** `export ` and `local ` of edition 2024. */
export function visibilityOf({ visibility }: { readonly visibility: SymbolVisibility }): string {
  if (visibility === SymbolVisibility.VISIBILITY_LOCAL) return "local ";
  return visibility === SymbolVisibility.VISIBILITY_EXPORT ? "export " : "";
}
