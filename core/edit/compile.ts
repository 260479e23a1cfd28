import type { Edit, ValueType } from "../contract/edit.ts";
import { isContainer, Kind } from "../wire/kinds.ts";
import {
  endOf,
  exactFieldNumber,
  kindOf,
  type RecordHeader,
  type RecordTable,
  readHeader,
} from "../wire/records.ts";
import { WireType } from "../wire/tag.ts";
import { readVarint, writeVarint } from "../wire/varint.ts";
import type { PlacedPatch } from "./repair.ts";
import { valueBytes } from "./value-bytes.ts";

/** Why an edit cannot be made: what was asked and what was expected. */
export interface EditRefusal {
  readonly refused: string;
  /** `value` when only the text is at fault. */
  readonly fault: "place" | "value";
}

/** Says how the text of a record's value is read, from its schema; undefined where the wire type alone decides. */
export type DeclaredType = (record: number) => ValueType | undefined;

/** The patches of one edit, without repaired lengths, or why it has no place in this message. */
export function compileEdit(
  table: RecordTable,
  edit: Edit,
  declared: DeclaredType,
): readonly PlacedPatch[] | EditRefusal {
  const { bytes, records } = table;
  switch (edit.kind) {
    case "replace-bytes":
      if (edit.start > edit.end || edit.end > bytes.length)
        return outside(`bytes ${edit.start} to ${edit.end}`, `${bytes.length} bytes`);
      return [{ ...edit, parent: bodyAround(table, edit.start, edit.end) }];
    case "truncate":
      if (edit.at > bytes.length) return outside(`byte ${edit.at}`, `${bytes.length} bytes`);
      return [{ start: edit.at, end: bytes.length, bytes: new Uint8Array(0), parent: -1 }];
    case "insert": {
      if (edit.before === undefined) return [placed(bytes.length, bytes.length, edit.bytes, -1)];
      if (edit.before >= records.count) return noRecord(edit.before, records.count);
      const start = records.start[edit.before] ?? 0;
      return [placed(start, start, edit.bytes, records.parent[edit.before] ?? -1)];
    }
    default:
      if (edit.record >= records.count) return noRecord(edit.record, records.count);
      return compileRecordEdit(table, edit, declared);
  }
}

type RecordEdit = Extract<Edit, { readonly record: number }>;

function compileRecordEdit(
  table: RecordTable,
  edit: RecordEdit,
  declared: DeclaredType,
): readonly PlacedPatch[] | EditRefusal {
  const { bytes, records } = table;
  const header = readHeader(table, edit.record);
  const start = records.start[edit.record] ?? 0;
  const end = endOf(records, edit.record);
  const parent = records.parent[edit.record] ?? -1;
  switch (edit.kind) {
    case "delete":
      return [placed(start, end, new Uint8Array(0), parent)];
    case "duplicate":
      return [placed(end, end, bytes.slice(start, end), parent)];
    case "move":
      return moveRecord(table, edit.record, edit.before);
    case "set-value":
      return setValue(table, edit.record, edit.text, edit.type ?? declared(edit.record));
    case "set-number":
    case "set-wire-type":
      return setTag(table, edit, header, parent);
    case "set-length":
      if (header.length === undefined) return notFit(edit.record, "a length", "a LEN record");
      return [
        placed(
          header.length.start,
          header.length.end,
          lengthBytes(table, header.length, edit.length),
          parent,
        ),
      ];
    case "pad-varint":
      return padVarint(table, edit.record, edit.width, header, parent);
    case "break-utf8":
      if (header.length === undefined) return notFit(edit.record, "text", "a LEN record");
      return [placed(header.body.start, header.body.start, Uint8Array.of(0xff), edit.record)];
    case "unclose-group":
      if (header.endTag === undefined) return notFit(edit.record, "an end tag", "a closed group");
      return [placed(header.endTag.start, header.endTag.end, new Uint8Array(0), parent)];
  }
}

function moveRecord(
  table: RecordTable,
  record: number,
  before: number,
): readonly PlacedPatch[] | EditRefusal {
  const { bytes, records } = table;
  if (before >= records.count) return noRecord(before, records.count);
  const parent = records.parent[record] ?? -1;
  if (parent !== (records.parent[before] ?? -1)) return notFit(before, "the same parent", "a sibling");
  const start = records.start[record] ?? 0;
  const end = endOf(records, record);
  const target = records.start[before] ?? 0;
  if (target === start || target === end) return [];
  const moved = placed(target, target, bytes.slice(start, end), parent);
  return [moved, placed(start, end, new Uint8Array(0), parent)].sort((a, b) => a.start - b.start);
}

function setValue(
  table: RecordTable,
  record: number,
  text: string,
  declared: ValueType | undefined,
): readonly PlacedPatch[] | EditRefusal {
  const { body, length, wireType } = readHeader(table, record);
  const kind = kindOf(table.records, record);
  if (wireType < 0 || kind === Kind.endTag || kind === Kind.brokenTag || kind === Kind.group)
    return notFit(record, "a value", "a VARINT, I32, I64 or LEN record");
  const type = declared ?? wireValueType(wireType, kind);
  const value = valueBytes(text, type);
  if (value === undefined) return { refused: `"${text.slice(0, 60)}" is no ${type} value.`, fault: "value" };
  if (wireType !== valueWireType(type))
    return notFit(record, `a ${type} value`, "a record with the wire type of that value");
  return [
    placed(body.start, body.end, value, length === undefined ? (table.records.parent[record] ?? -1) : record),
  ];
}

function wireValueType(wireType: number, kind: Kind): ValueType {
  if (wireType === WireType.varint) return "varint";
  if (wireType === WireType.fixed32) return "fixed32";
  if (wireType === WireType.fixed64) return "fixed64";
  return kind === Kind.text || kind === Kind.empty ? "string" : "hex";
}

const VARINTS: ReadonlySet<ValueType> = new Set<ValueType>([
  "varint",
  "int32",
  "uint32",
  "int64",
  "sint",
  "sint32",
  "bool",
]);

function valueWireType(type: ValueType): number {
  if (VARINTS.has(type)) return WireType.varint;
  if (type === "fixed32" || type === "sfixed32" || type === "float") return WireType.fixed32;
  if (type === "fixed64" || type === "sfixed64" || type === "double") return WireType.fixed64;
  return WireType.length;
}

/** A group's end tag is renumbered with its start. */
function setTag(
  table: RecordTable,
  edit: Extract<RecordEdit, { readonly kind: "set-number" | "set-wire-type" }>,
  { tag, endTag, wireType }: RecordHeader,
  parent: number,
): readonly PlacedPatch[] | EditRefusal {
  if (wireType < 0) return notFit(edit.record, "a tag", "a record with one");
  const width = readVarint(table.bytes, tag.start, tag.end)?.byteLength ?? 1;
  const own = exactFieldNumber(table.bytes, tag.start, tag.end);
  const number = edit.kind === "set-number" ? BigInt(edit.number) : own;
  const type = edit.kind === "set-wire-type" ? edit.wireType : wireType;
  // Only a tag that was overlong keeps its width; a shortest one may become shorter.
  const kept = keptWidth(table.bytes, tag.start, tag.end, width);
  const patches = [placed(tag.start, tag.end, writeVarint((number << 3n) | BigInt(type), kept), parent)];
  if (endTag !== undefined && edit.kind === "set-number")
    patches.push(placed(endTag.start, endTag.end, writeVarint((number << 3n) | 4n), parent));
  return patches;
}

function keptWidth(bytes: Uint8Array, start: number, end: number, width: number): number {
  return (readVarint(bytes, start, end)?.overhang ?? 0) > 0 ? width : 0;
}

function padVarint(
  table: RecordTable,
  record: number,
  width: number,
  { length, body, wireType }: RecordHeader,
  parent: number,
): readonly PlacedPatch[] | EditRefusal {
  const span = wireType === WireType.varint ? body : length;
  const varint = span === undefined ? undefined : readVarint(table.bytes, span.start, span.end);
  if (span === undefined || varint === undefined) return notFit(record, "a varint", "a VARINT or LEN record");
  return [placed(span.start, span.end, writeVarint(varint.value, width), parent)];
}

function lengthBytes(table: RecordTable, span: { start: number; end: number }, length: number): Uint8Array {
  const width = readVarint(table.bytes, span.start, span.end)?.byteLength ?? 0;
  return writeVarint(BigInt(length), keptWidth(table.bytes, span.start, span.end, width));
}

/** The deepest container whose body covers a span; a LEN value that is no message counts too. */
function bodyAround(table: RecordTable, start: number, end: number): number {
  const { records } = table;
  let found = -1;
  let record = 0;
  while (record < records.count) {
    const { body, length } = readHeader(table, record);
    const holds = length !== undefined || isContainer(kindOf(records, record));
    const covers = holds && body.start <= start && end <= body.end && (start < body.end || end > start);
    if (covers) found = record;
    if ((records.start[record] ?? 0) > start) break;
    record = covers ? record + 1 : Math.max(record + 1, records.next[record] ?? 0);
  }
  return found;
}

function placed(start: number, end: number, bytes: Uint8Array, parent: number): PlacedPatch {
  return { start, end, bytes, parent };
}

function outside(asked: string, there: string): EditRefusal {
  return { refused: `The edit is for ${asked}, but the message has ${there}.`, fault: "place" };
}

function noRecord(record: number, count: number): EditRefusal {
  return { refused: `There is no record ${record}: the message has ${count}.`, fault: "place" };
}

function notFit(record: number, wanted: string, expected: string): EditRefusal {
  return { refused: `Record ${record} cannot have ${wanted}: expected ${expected}.`, fault: "place" };
}
