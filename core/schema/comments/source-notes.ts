import type {
  DescriptorProto,
  EnumDescriptorProto,
  FileDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { Reader } from "protobufjs/minimal.js";
import { isBundledFile } from "../pool/bundled.ts";
import { sameFile } from "../pool/compare-files.ts";
import { decodeBundled } from "../pool/mend-imports.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { eachField, lenPayloads } from "../raw/fields.ts";

/** What the source text says about one declaration: comments without their marks, and where it stood. */
export interface SourceNote {
  /** Comments before the declaration that are set apart by an empty line. */
  readonly detached: readonly string[];
  readonly leading: string;
  readonly trailing: string;
  /** Line, counted from 0, and column; absent when the source has no positions. */
  readonly position?: readonly [number, number];
}

/** Notes by declaration: the `*DescriptorProto` object itself, or a path such as `12` (syntax) and `2` (package). */
export type SourceNotes = ReadonlyMap<object | string, SourceNote>;

const none: SourceNotes = new Map();
const kept = new WeakMap<SchemaPool, Map<string, SourceNotes>>();

/** The notes of one file of a pool, read on first use. */
export function sourceNotes(pool: SchemaPool, file: FileDescriptorProto): SourceNotes {
  const ofPool = kept.get(pool) ?? new Map<string, SourceNotes>();
  kept.set(pool, ofPool);
  const present = ofPool.get(file.name);
  if (present !== undefined) return present;
  const bytes = pool.sourceInfo(file.name) ?? bundledSourceInfo(file);
  const notes = bytes === undefined ? none : attach(readLocations(bytes), file);
  ofPool.set(file.name, notes);
  return notes;
}

/** A server's copy of a bundled file mostly comes without comments; ours has them, if it is the same version. */
function bundledSourceInfo(file: FileDescriptorProto): Uint8Array | undefined {
  if (!isBundledFile(file.name)) return undefined;
  const bundled = decodeBundled(file.name);
  return bundled !== undefined && sameFile(bundled.proto, file) ? bundled.sourceInfo : undefined;
}

/** `SourceCodeInfo.location`, by path joined with commas. */
function readLocations(sourceInfo: Uint8Array): ReadonlyMap<string, SourceNote> {
  const notes = new Map<string, SourceNote>();
  for (const location of lenPayloads(sourceInfo, 1)) {
    let path: readonly number[] = [];
    let span: readonly number[] = [];
    let leading = "";
    let trailing = "";
    const detached: string[] = [];
    eachField(location, (tag, reader) => {
      if (tag === 10) path = readPacked(reader);
      else if (tag === 18) span = readPacked(reader);
      else if (tag === 26) leading = reader.string();
      else if (tag === 34) trailing = reader.string();
      else if (tag === 50) detached.push(reader.string());
      else return false;
      return true;
    });
    const key = path.join(",");
    const [line, column] = span;
    const position = line === undefined || column === undefined ? {} : { position: [line, column] as const };
    if (!notes.has(key)) notes.set(key, { detached, leading, trailing, ...position });
  }
  return notes;
}

function readPacked(reader: Reader): readonly number[] {
  const end = reader.uint32() + reader.pos;
  const values: number[] = [];
  while (reader.pos < end) values.push(reader.int32());
  return values;
}

/** Numbers of the fields of descriptor.proto that hold declarations, as paths are made of them. */
function attach(locations: ReadonlyMap<string, SourceNote>, file: FileDescriptorProto): SourceNotes {
  const notes = new Map<object | string, SourceNote>();
  const note = (declaration: object | string, path: string): void => {
    const found = locations.get(path);
    if (found !== undefined) notes.set(declaration, found);
  };
  const list = (declarations: readonly object[], path: string): void => {
    for (const [index, declaration] of declarations.entries()) note(declaration, `${path},${index}`);
  };
  const enumeration = (declaration: EnumDescriptorProto, path: string): void => {
    note(declaration, path);
    list(declaration.value, `${path},2`);
  };
  const message = (declaration: DescriptorProto, path: string): void => {
    note(declaration, path);
    list(declaration.field, `${path},2`);
    for (const [index, one] of declaration.nestedType.entries()) message(one, `${path},3,${index}`);
    for (const [index, one] of declaration.enumType.entries()) enumeration(one, `${path},4,${index}`);
    list(declaration.extensionRange, `${path},5`);
    list(declaration.extension, `${path},6`);
    list(declaration.oneofDecl, `${path},8`);
  };
  note("syntax", "12");
  note("package", "2");
  for (const [index, one] of file.messageType.entries()) message(one, `4,${index}`);
  for (const [index, one] of file.enumType.entries()) enumeration(one, `5,${index}`);
  for (const [index, service] of file.service.entries()) {
    note(service, `6,${index}`);
    list(service.method, `6,${index},2`);
  }
  list(file.extension, "7");
  return notes;
}

/** The comment of a declaration as text: its leading comment, or else its trailing one, without indentation. */
export function commentText(note: SourceNote | undefined): string {
  if (note === undefined) return "";
  const text = note.leading === "" ? note.trailing : note.leading;
  return text
    .split("\n")
    .map((line) => line.replace(/^ /, "").trimEnd())
    .join("\n")
    .trim();
}
