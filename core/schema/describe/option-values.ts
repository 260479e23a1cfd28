import type { DescEnum, DescExtension, DescField, DescMessage, FileRegistry } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import { Reader } from "protobufjs/minimal.js";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { listIn } from "../raw/push-to.ts";
import { bytesConstant, floatConstant, stringConstant } from "./constants.ts";

/** The value of an option: a constant, or the fields of a message. */
export type OptionValue = string | readonly OptionEntry[];

/** One field of an options message, or of a message within it. Repeated fields give one entry an element. */
export interface OptionEntry {
  /** A field's name, or an extension's full name. */
  readonly name: string;
  readonly isExtension: boolean;
  readonly value: OptionValue;
}

/** Options as read, and the numbers of those whose definition is not in the pool. */
export interface OptionEntries {
  readonly entries: readonly OptionEntry[];
  readonly unknown: readonly number[];
}

const maxDepth = 32;

/** One occurrence of a field on the wire. */
interface Occurrence {
  readonly wireType: number;
  readonly bytes: Uint8Array;
}

/** Reads serialized options by their descriptors, custom options by the registry's extensions; never throws. */
export function readOptions(
  bytes: Uint8Array,
  message: DescMessage,
  registry: FileRegistry,
  depth = 0,
): OptionEntries {
  const byNumber = new Map<number, Occurrence[]>();
  try {
    collect(bytes, byNumber);
  } catch {
    // Damage at the end: what came before it is shown.
  }
  const entries: OptionEntry[] = [];
  const unknown: number[] = [];
  for (const [number, occurrences] of byNumber) {
    const field =
      message.fields.find((one) => one.number === number) ?? registry.getExtensionFor(message, number);
    const values = field === undefined ? undefined : valuesOf(field, occurrences, registry, depth);
    if (field === undefined || values === undefined) unknown.push(number);
    else for (const value of values) entries.push(entryOf(field, value));
  }
  return { entries, unknown };
}

function entryOf(field: DescField | DescExtension, value: OptionValue): OptionEntry {
  const isExtension = field.kind === "extension";
  return { name: isExtension ? field.typeName : field.name, isExtension, value };
}

function collect(bytes: Uint8Array, byNumber: Map<number, Occurrence[]>): void {
  const reader = Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.tag();
    const wireType = tag & 7;
    const start = reader.pos;
    if (wireType === 2) listIn(byNumber, tag >>> 3).push({ wireType, bytes: reader.bytes() });
    else {
      reader.skipType(wireType, 0, tag >>> 3);
      listIn(byNumber, tag >>> 3).push({ wireType, bytes: bytes.subarray(start, reader.pos) });
    }
  }
}

/** Absent when a value does not fit its field or is nested too deep. */
function valuesOf(
  field: DescField | DescExtension,
  occurrences: readonly Occurrence[],
  registry: FileRegistry,
  depth: number,
): readonly OptionValue[] | undefined {
  if (depth > maxDepth) return undefined;
  try {
    if (field.fieldKind === "map")
      return occurrences.map(({ bytes }) => mapEntry(bytes, field, registry, depth));
    if (field.message !== undefined) return messagesOf(field, field.message, occurrences, registry, depth);
    const values = occurrences.flatMap((occurrence) => scalarsOf(field, occurrence));
    return field.fieldKind === "list" ? values : values.slice(-1);
  } catch {
    return undefined;
  }
}

/** Occurrences of a singular message merge into one, as they would when parsed. */
function messagesOf(
  field: DescField | DescExtension,
  message: DescMessage,
  occurrences: readonly Occurrence[],
  registry: FileRegistry,
  depth: number,
): readonly OptionValue[] {
  const payloads = occurrences.map(({ wireType, bytes }) => (wireType === 3 ? withoutEndTag(bytes) : bytes));
  const wholes = field.fieldKind === "list" ? payloads : [concatBytes(payloads)];
  return wholes.map((bytes) => readOptions(bytes, message, registry, depth + 1).entries);
}

/** A map entry as the message it is: `key` and `value`. */
function mapEntry(
  bytes: Uint8Array,
  field: DescField & { readonly fieldKind: "map" },
  registry: FileRegistry,
  depth: number,
): readonly OptionEntry[] {
  const byNumber = new Map<number, Occurrence[]>();
  collect(bytes, byNumber);
  const [key] = (byNumber.get(1) ?? []).flatMap((one) =>
    scalarsOf({ scalar: field.mapKey, enum: undefined }, one),
  );
  const value = (byNumber.get(2) ?? []).map((one): OptionValue => {
    if (field.message !== undefined)
      return readOptions(one.bytes, field.message, registry, depth + 1).entries;
    return scalarsOf(field, one)[0] ?? "";
  });
  const entry = (name: string, one: OptionValue | undefined): readonly OptionEntry[] =>
    one === undefined ? [] : [{ name, isExtension: false, value: one }];
  return [...entry("key", key), ...entry("value", value[0])];
}

/** A group's content: its end tag is as long as the varint of its own tag. */
function withoutEndTag(bytes: Uint8Array): Uint8Array {
  let end = bytes.length - 1;
  while (end > 0 && ((bytes[end - 1] ?? 0) & 128) !== 0) end -= 1;
  return bytes.subarray(0, end);
}

function scalarsOf(
  {
    scalar,
    enum: declaration,
  }: { readonly scalar: ScalarType | undefined; readonly enum: DescEnum | undefined },
  { wireType, bytes }: Occurrence,
): readonly string[] {
  if (scalar === ScalarType.STRING) return [stringConstant(Buffer.from(bytes).toString())];
  if (scalar === ScalarType.BYTES) return [bytesConstant(bytes)];
  const reader = Reader.create(bytes);
  const values: string[] = [];
  while (reader.pos < reader.len && (wireType === 2 || values.length === 0)) {
    values.push(
      declaration === undefined ? numberConstant(scalar, reader) : enumConstant(declaration, reader.int32()),
    );
  }
  return values;
}

function enumConstant(declaration: DescEnum, number: number): string {
  return declaration.value[number]?.name ?? String(number);
}

function numberConstant(scalar: ScalarType | undefined, reader: Reader): string {
  switch (scalar) {
    case ScalarType.BOOL:
      return String(reader.bool());
    case ScalarType.DOUBLE:
      return floatConstant(reader.double(), 64);
    case ScalarType.FLOAT:
      return floatConstant(reader.float(), 32);
    case ScalarType.INT32:
      return String(reader.int32());
    case ScalarType.SINT32:
      return String(reader.sint32());
    case ScalarType.UINT32:
      return String(reader.uint32());
    case ScalarType.FIXED32:
      return String(reader.fixed32());
    case ScalarType.SFIXED32:
      return String(reader.sfixed32());
    case ScalarType.INT64:
      return reader.int64().toString();
    case ScalarType.SINT64:
      return reader.sint64().toString();
    case ScalarType.UINT64:
      return reader.uint64().toString();
    case ScalarType.FIXED64:
      return reader.fixed64().toString();
    case ScalarType.SFIXED64:
      return reader.sfixed64().toString();
    default:
      throw new Error("not a number");
  }
}
