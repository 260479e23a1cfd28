import type {
  DescriptorProto,
  EnumDescriptorProto,
  FileDescriptorProto,
  ServiceDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { Reader } from "protobufjs/minimal.js";
import { isBundledFile } from "../pool/bundled.ts";
import { sameFile } from "../pool/compare-files.ts";
import { decodeBundled } from "../pool/mend-imports.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { eachField, lenPayloads, numberOfTag } from "../raw/fields.ts";
import { ENUM, FILE, LOCATION, MESSAGE, SERVICE, SOURCE_INFO } from "../raw/tags.ts";

/** What the source text says about one declaration: comments without their marks, and where it stood. */
export interface SourceNote {
  /** Comments before the declaration that are set apart by an empty line. */
  readonly detached: readonly string[];
  readonly leading: string;
  readonly trailing: string;
  /** Line, counted from 0, and column; absent when the source has no positions. */
  readonly position?: readonly [number, number];
}

/** Notes by declaration: the `*DescriptorProto` object itself, or `syntax` and `package` of a file. */
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
  for (const location of lenPayloads(sourceInfo, SOURCE_INFO.location)) {
    let path: readonly number[] = [];
    let span: readonly number[] = [];
    let leading = "";
    let trailing = "";
    const detached: string[] = [];
    eachField(location, (tag, reader) => {
      if (tag === LOCATION.path) path = readPacked(reader);
      else if (tag === LOCATION.span) span = readPacked(reader);
      else if (tag === LOCATION.leading) leading = reader.string();
      else if (tag === LOCATION.trailing) trailing = reader.string();
      else if (tag === LOCATION.detached) detached.push(reader.string());
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

/** Hands the notes to what they are about: a path is made of field numbers of descriptor.proto and indexes. */
function attach(locations: ReadonlyMap<string, SourceNote>, file: FileDescriptorProto): SourceNotes {
  const notes = new Map<object | string, SourceNote>();
  const note = (declaration: object | string, path: string): void => {
    const found = locations.get(path);
    if (found !== undefined) notes.set(declaration, found);
  };
  const enumeration = (declaration: EnumDescriptorProto, path: string): void => {
    note(declaration, path);
    each(declaration.value, inside(path, ENUM.value), note);
  };
  const message = (declaration: DescriptorProto, path: string): void => {
    note(declaration, path);
    each(declaration.field, inside(path, MESSAGE.field), note);
    each(declaration.nestedType, inside(path, MESSAGE.message), message);
    each(declaration.enumType, inside(path, MESSAGE.enum), enumeration);
    each(declaration.extensionRange, inside(path, MESSAGE.extensionRange), note);
    each(declaration.extension, inside(path, MESSAGE.extension), note);
    each(declaration.oneofDecl, inside(path, MESSAGE.oneof), note);
  };
  const service = (declaration: ServiceDescriptorProto, path: string): void => {
    note(declaration, path);
    each(declaration.method, inside(path, SERVICE.method), note);
  };
  note("syntax", inside("", FILE.syntax));
  note("package", inside("", FILE.package));
  each(file.messageType, inside("", FILE.message), message);
  each(file.enumType, inside("", FILE.enum), enumeration);
  each(file.service, inside("", FILE.service), service);
  each(file.extension, inside("", FILE.extension), note);
  return notes;
}

/** The path of the field with this tag in the declaration at `path`, empty for the file. */
function inside(path: string, tag: number): string {
  return `${path === "" ? "" : `${path},`}${numberOfTag(tag)}`;
}

function each<T>(
  declarations: readonly T[],
  path: string,
  take: (declaration: T, path: string) => void,
): void {
  for (const [index, declaration] of declarations.entries()) take(declaration, `${path},${index}`);
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
