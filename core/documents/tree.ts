import type { TreeRow, WireTypeName } from "../contract/views.ts";
import type { Span } from "../finding.ts";
import type { Resolution, Resolver } from "../wire/bind/resolve.ts";
import { CLIPPED, DAMAGED, isContainer, isFrame, isPacked, Kind } from "../wire/kinds.ts";
import { isWholeItem, packedItemAt } from "../wire/packed.ts";
import {
  depthOf,
  endOf,
  hasFlag,
  kindOf,
  type RecordHeader,
  type RecordTable,
  readHeader,
} from "../wire/records.ts";
import { WireType, wireTypeName } from "../wire/tag.ts";
import { MAXIMUM_VARINT_LENGTH, readVarint } from "../wire/varint.ts";
import { chosenText } from "./chosen-value.ts";
import { guessedText } from "./guessed-value.ts";
import type { Paths } from "./paths.ts";
import { clip, hexText, shortName } from "./text.ts";
import { bytesText, declaredLengthText, scalarText, stringText, type ValueText } from "./value.ts";

/** A remark on a guessed reading, such as why it is not a message; empty when there is none. */
export type ReadingNote = (kind: Kind, body: Span) => string;

/** What rows are made from. */
export interface TreeParts {
  readonly table: RecordTable;
  readonly resolver: Resolver;
  readonly paths: Paths;
  readonly readingNote: ReadingNote;
  /** The reading that was chosen for the field of a record. */
  readonly choiceOf: (record: number) => string | undefined;
}

/** Makes tree rows: one row a record, gaps and end tags included, in wire order. */
export class Tree {
  private readonly table: RecordTable;
  private readonly resolver: Resolver;
  private readonly paths: Paths;
  private readonly readingNote: ReadingNote;
  private readonly choiceOf: (record: number) => string | undefined;

  constructor({ table, resolver, paths, readingNote, choiceOf }: TreeParts) {
    this.table = table;
    this.resolver = resolver;
    this.paths = paths;
    this.readingNote = readingNote;
    this.choiceOf = choiceOf;
  }

  rows(start: number, end: number): readonly TreeRow[] {
    const { records } = this.table;
    const rows: TreeRow[] = [];
    const first = Math.max(0, start);
    const last = Math.min(end, records.count);
    let depth = first < last ? depthOf(records, first) : 0;
    for (let record = first; record < last; record++) {
      rows.push(this.row(record, depth));
      depth += this.depthStep(record);
    }
    return rows;
  }

  /** How much deeper the row after a record is: counting from the top for every row would cost too much. */
  private depthStep(record: number): number {
    const { records } = this.table;
    const parent = records.parent[record + 1] ?? -1;
    if (parent === record) return 1;
    let step = 0;
    for (let at = records.parent[record] ?? -1; at !== parent && at >= 0; at = records.parent[at] ?? -1)
      step--;
    return step;
  }

  private row(record: number, depth: number): TreeRow {
    const { records } = this.table;
    const header = readHeader(this.table, record);
    const resolution = this.resolver.resolve(record);
    const text = this.text(record, header, resolution);
    const next = records.next[record] ?? record + 1;
    const path = this.paths.path(record);
    return {
      record,
      depth,
      hasChildren: next > record + 1,
      next,
      label: this.paths.label(record, path),
      path,
      number: header.number,
      wireType: shownWireType(header.wireType),
      typeName: text.typeName,
      value: text.value,
      valueKind: text.valueKind,
      note: clip(text.note),
      status: this.status(record, resolution),
      span: { start: records.start[record] ?? 0, end: endOf(records, record) },
    };
  }

  /** The type, value and remark of a record. */
  text(record: number, header: RecordHeader, resolution: Resolution): ValueText {
    const kind = kindOf(this.table.records, record);
    const text = this.undamagedText(record, kind, header, resolution);
    const damage = this.damageNote(record, kind, header);
    return damage === "" ? text : { ...text, note: damage };
  }

  private undamagedText(record: number, kind: Kind, header: RecordHeader, resolution: Resolution): ValueText {
    const { bytes } = this.table;
    const { field, declared } = resolution;
    if (kind === Kind.gap || kind === Kind.brokenTag) {
      return { ...bytesText(bytes, header.body, ""), valueKind: "gap" };
    }
    if (isFrame(kind)) return this.frameText(record, kind, header);
    if (kind === Kind.endTag) return { typeName: "", value: "", valueKind: "none", note: "" };
    const choice = this.choiceOf(record);
    if (isContainer(kind)) return this.containerText(record, kind, header, resolution, choice);
    const chosen = choice === undefined ? undefined : chosenText(bytes, header.wireType, header.body, choice);
    if (chosen !== undefined) return { ...chosen, note: chosen.note === "" ? "chosen" : chosen.note };
    if (field !== undefined) {
      const isLength = header.wireType === WireType.length;
      return isLength
        ? declaredLengthText(bytes, kind, header.body, field)
        : scalarText(bytes, header.body, field);
    }
    const text = guessedText(bytes, kind, header.body);
    if (declared !== undefined) return { ...text, note: mismatchNote(declared.typeName, declared.wireType) };
    const note = this.readingNote(kind, header.body);
    return note === "" ? text : { ...text, note };
  }

  private frameText(record: number, kind: Kind, header: RecordHeader): ValueText {
    const { bytes, format, records } = this.table;
    const read = format?.read(bytes, records.start[record] ?? 0);
    const typeName = FRAMINGS[format?.framing ?? "grpc"];
    if (kind === Kind.frame) {
      const type = this.resolver.shapeInside(record)?.typeName ?? "";
      const value = type === "" ? `message, ${this.childCountText(record)}` : shortName(type);
      return { typeName, value, valueKind: "message", note: "" };
    }
    if (read?.role === "message") {
      const note =
        read.compression === "unknown" ? "compressed, unknown how" : `compressed: ${read.compression}`;
      return { ...bytesText(bytes, header.body, typeName), note };
    }
    const note = read?.role === "trailers" ? "trailers" : "end of stream";
    return { ...stringText(bytes, header.body, typeName), note };
  }

  private containerText(
    record: number,
    kind: Kind,
    header: RecordHeader,
    resolution: Resolution,
    choice: string | undefined,
  ): ValueText {
    const { field, declared } = resolution;
    const type = this.resolver.shapeInside(record)?.typeName ?? "";
    if (field?.entry !== undefined)
      return { typeName: field.typeName, value: "entry", valueKind: "message", note: "" };
    if (type !== "") return { typeName: type, value: shortName(type), valueKind: "message", note: "" };
    const word = kind === Kind.group ? "group" : "message";
    const item = kind === Kind.group && declared === undefined ? messageSetNote(this.table, record) : "";
    const note =
      choice !== undefined
        ? "chosen"
        : declared === undefined
          ? item || this.readingNote(kind, header.body)
          : mismatchNote(declared.typeName, declared.wireType);
    return { typeName: word, value: `${word}, ${this.childCountText(record)}`, valueKind: "message", note };
  }

  /** Counts children up to a bound: a row of a list of millions must not cost millions. */
  private childCountText(record: number): string {
    const { records } = this.table;
    if (records.openEnds?.has(record) === true) return "still being read";
    const end = records.next[record] ?? 0;
    let count = 0;
    for (let child = record + 1; child < end; child = records.next[child] ?? end) {
      const kind = kindOf(records, child);
      if (kind !== Kind.gap && kind !== Kind.endTag) count++;
      if (count > 1000) return "more than 1000 fields";
    }
    return count === 1 ? "1 field" : `${count} fields`;
  }

  private damageNote(record: number, kind: Kind, header: RecordHeader): string {
    const { records, bytes } = this.table;
    if (!hasFlag(records, record, DAMAGED)) return "";
    if (hasFlag(records, record, CLIPPED) && header.length !== undefined && !isFrame(kind)) {
      const said = readVarint(bytes, header.length.start, header.length.end)?.value ?? 0n;
      const here = BigInt(header.body.end - header.body.start);
      return `cut short: ${said - here} of ${said} bytes missing`;
    }
    if (isFrame(kind)) return "cut short";
    if (kind === Kind.group) return "never closed";
    if (kind === Kind.endTag) return isInGroup(records, record) ? "closes another group" : "closes no group";
    if (kind === Kind.gap) return "no tag can be read here";
    if (header.number === 0) return "field number 0: not a record";
    if (kind === Kind.brokenTag) return brokenNote(header);
    return "tag out of bounds";
  }

  /** Whether the last item of a packed list is not whole. */
  private isListCut(record: number, kind: Kind): boolean {
    const { body } = readHeader(this.table, record);
    if (body.start === body.end) return false;
    return !isWholeItem(this.table.bytes, kind, packedItemAt(this.table.bytes, kind, body, body.end - 1));
  }

  private status(record: number, resolution: Resolution): TreeRow["status"] {
    const kind = kindOf(this.table.records, record);
    if (hasFlag(this.table.records, record, DAMAGED) || kind === Kind.gap) return "damaged";
    if (isPacked(kind) && this.isListCut(record, kind)) return "damaged";
    if (kind === Kind.endTag || isFrame(kind)) return "known";
    return resolution.parent !== undefined && resolution.field === undefined ? "unknown" : "known";
  }

  /** Tag, length and value in hex, parted by bars. */
  excerpt(header: RecordHeader, value: { start: number; end: number }): string {
    const { bytes } = this.table;
    const parts = [header.tag, header.length, value]
      .filter((span) => span !== undefined && span.end > span.start)
      .map((span) => hexText(bytes, span?.start ?? 0, span?.end ?? 0, 16));
    return parts.join(" | ");
  }
}

function isInGroup(records: RecordTable["records"], record: number): boolean {
  const parent = records.parent[record] ?? -1;
  return parent >= 0 && kindOf(records, parent) === Kind.group;
}

/** Why the value after a tag could not be read. */
function brokenNote({ wireType, body }: RecordHeader): string {
  const here = body.end - body.start;
  const size = wireType === WireType.fixed32 ? 4 : wireType === WireType.fixed64 ? 8 : 0;
  if (size > 0) return `cut short: ${size - here} of ${size} bytes missing`;
  if (wireType > WireType.fixed32) return `no wire type ${wireType}: cannot be read on`;
  if (here >= MAXIMUM_VARINT_LENGTH) return `a varint of more than ${MAXIMUM_VARINT_LENGTH} bytes`;
  return `${wireType === WireType.length ? "length" : "value"} cut short: at least 1 byte missing`;
}

const FRAMINGS = {
  grpc: "gRPC frame",
  "grpc-web": "gRPC-Web frame",
  connect: "Connect envelope",
  delimited: "delimited message",
  confluent: "Confluent message",
  "fixed32-big": "4-byte length, big-endian",
  "fixed32-little": "4-byte length, little-endian",
} as const;

/** A group 1 of a type number and a message is how MessageSet writes its items. */
function messageSetNote(table: RecordTable, group: number): string {
  const { records } = table;
  const end = records.next[group] ?? 0;
  if (readHeader(table, group).number !== 1 || end > group + MOST_IN_ITEM) return "";
  let type = "";
  let hasMessage = false;
  for (let child = group + 1; child < end; child = records.next[child] ?? end) {
    const { number, wireType, body } = readHeader(table, child);
    if (number === 2 && wireType === WireType.varint)
      type = String(readVarint(table.bytes, body.start, body.end)?.value ?? "");
    else if (number === 3 && wireType === WireType.length) hasMessage = true;
    else if (kindOf(records, child) !== Kind.endTag) return "";
  }
  return type !== "" && hasMessage ? `item of a message set: type ${type}` : "";
}

/** Records in a group up to which it is looked at as an item of a message set. */
const MOST_IN_ITEM = 10_000;

function shownWireType(wireType: number): WireTypeName {
  return wireTypeName(wireType) ?? "LEN";
}

function mismatchNote(typeName: string, wireType: number): string {
  return `${typeName} wants ${wireTypeName(wireType) ?? "another wire type"}`;
}
