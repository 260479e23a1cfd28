import type { Span } from "../finding.ts";
import type { FrameFormat } from "./frame-format.ts";
import { isFrame, KIND_MASK, Kind } from "./kinds.ts";
import { MAXIMUM_FIELD_NUMBER, WireType } from "./tag.ts";
import { readVarint, varintLength, varintToNumber } from "./varint.ts";

/**
 * Records in wire order, one row a record, in flat columns: 13 bytes a record. What can be read again from the
 * bytes (number, wire type, where the body starts) is not stored, nor where a record ends: there the next one starts.
 * Starts rise strictly; a parent comes before its children.
 */
export interface Records {
  readonly count: number;
  /** Bytes that the records tile. */
  readonly byteLength: number;
  /** While a walk goes on: where the records end that are open, as far as their lengths say. */
  readonly openEnds?: ReadonlyMap<number, number> | undefined;
  readonly start: Uint32Array;
  /** Row of the enclosing record, or -1 at the top. */
  readonly parent: Int32Array;
  /** Row after the last descendant. */
  readonly next: Uint32Array;
  /** A `Kind` with the bits `DAMAGED` and `CLIPPED`. */
  readonly kind: Uint8Array;
}

/** A buffer with its records: what every view is made from. */
export interface RecordTable {
  readonly bytes: Uint8Array;
  readonly records: Records;
  /** How the outermost records, which then are frames, are read; absent for one message without a frame. */
  readonly format?: FrameFormat | undefined;
}

/** The parts of one record, read again from its bytes. Offsets are absolute. */
export interface RecordHeader {
  /** As written, up to 61 bits: numbers beyond 2^53 are rounded here and exact in the tag varint. */
  readonly number: number;
  /** 0 to 7. A gap has none, nor has a frame, which is -1. */
  readonly wireType: number;
  /** The tag; of a frame, the header up to its length. */
  readonly tag: Span;
  /** The length prefix of a LEN record or a frame. */
  readonly length: Span | undefined;
  /** The value: without tag, length and end tag. */
  readonly body: Span;
  readonly endTag: Span | undefined;
}

/** The end of a whole record, end tag included: where the record after its last descendant starts. */
export function endOf(records: Records, record: number): number {
  const next = records.next[record] ?? records.count;
  if (next < records.count) return records.start[next] ?? records.byteLength;
  return records.openEnds?.get(record) ?? records.byteLength;
}

/** The kind of a record without its flags. */
export function kindOf(records: Records, record: number): Kind {
  return ((records.kind[record] ?? 0) & KIND_MASK) as Kind;
}

/** Whether a record carries `DAMAGED` or `CLIPPED`. */
export function hasFlag(records: Records, record: number, flag: number): boolean {
  return ((records.kind[record] ?? 0) & flag) !== 0;
}

/** The field number of a record, cheaply; 0 for a gap. */
export function fieldNumberOf(table: RecordTable, record: number): number {
  const start = table.records.start[record] ?? 0;
  const first = table.bytes[start] ?? 0;
  if (hasNoTag(kindOf(table.records, record))) return 0;
  if (first < 0x80) return first >>> 3;
  const length = varintLength(table.bytes, start, endOf(table.records, record));
  return Math.floor(varintToNumber(table.bytes, start, length) / 8);
}

/** The wire type of a record; -1 for a gap. */
export function wireTypeOf(table: RecordTable, record: number): number {
  if (hasNoTag(kindOf(table.records, record))) return -1;
  return (table.bytes[table.records.start[record] ?? 0] ?? 0) & 7;
}

function hasNoTag(kind: Kind): boolean {
  return kind === Kind.gap || isFrame(kind);
}

/** Reads the parts of one record. */
export function readHeader(table: RecordTable, record: number): RecordHeader {
  const { bytes, records } = table;
  const start = records.start[record] ?? 0;
  const end = endOf(records, record);
  const kind = kindOf(records, record);
  if (isFrame(kind)) return frameHeader(table, start, end);
  if (kind === Kind.gap) {
    const tag = { start, end: start };
    return { number: 0, wireType: -1, tag, length: undefined, body: { start, end }, endTag: undefined };
  }
  const tagEnd = start + varintLength(bytes, start, end);
  const tag = { start, end: tagEnd };
  const number = fieldNumberOf(table, record);
  const wireType = (bytes[start] ?? 0) & 7;
  let bodyStart = tagEnd;
  let length: Span | undefined;
  if (wireType === WireType.length && kind !== Kind.brokenTag) {
    bodyStart = tagEnd + varintLength(bytes, tagEnd, end);
    length = { start: tagEnd, end: bodyStart };
  }
  const endTagRow = kind === Kind.group ? endTagRowOf(records, record) : -1;
  if (endTagRow < 0)
    return { number, wireType, tag, length, body: { start: bodyStart, end }, endTag: undefined };
  const bodyEnd = records.start[endTagRow] ?? end;
  return {
    number,
    wireType,
    tag,
    length,
    body: { start: bodyStart, end: bodyEnd },
    endTag: { start: bodyEnd, end },
  };
}

function frameHeader({ bytes, format }: RecordTable, start: number, end: number): RecordHeader {
  const header = format?.read(bytes, start);
  const payloadStart = header?.payloadStart ?? start;
  const lengthPart = header?.parts.find((part) => part.kind === "frame-length" || part.kind === "delimiter");
  return {
    number: 0,
    wireType: -1,
    tag: { start, end: lengthPart?.start ?? payloadStart },
    length: lengthPart === undefined ? undefined : { start: lengthPart.start, end: lengthPart.end },
    body: { start: Math.min(payloadStart, end), end },
    endTag: undefined,
  };
}

/** The row of the end tag that closes a group, or -1 when it was never closed. */
export function endTagRowOf(records: Records, group: number): number {
  const last = (records.next[group] ?? 0) - 1;
  const closes = last > group && records.parent[last] === group && kindOf(records, last) === Kind.endTag;
  return closes ? last : -1;
}

/** The exact field number, for those too large for a schema. */
export function exactFieldNumber(bytes: Uint8Array, start: number, end: number): bigint {
  return (readVarint(bytes, start, end)?.value ?? 0n) >> 3n;
}

/** The field number as text, exact at any size. */
export function fieldNumberText(table: RecordTable, record: number): string {
  const number = fieldNumberOf(table, record);
  if (number <= MAXIMUM_FIELD_NUMBER) return String(number);
  const start = table.records.start[record] ?? 0;
  return String(exactFieldNumber(table.bytes, start, endOf(table.records, record)));
}

/** Nesting level of a record: 0 at the top. */
export function depthOf(records: Records, record: number): number {
  let depth = 0;
  for (let at = records.parent[record] ?? -1; at >= 0; at = records.parent[at] ?? -1) depth++;
  return depth;
}

/** The last record that starts at or before `offset`, or -1. */
export function lastRecordFrom(records: Records, offset: number): number {
  let low = 0;
  let high = records.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((records.start[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The deepest record that covers a byte, or -1 where there is none. */
export function recordAt(records: Records, offset: number): number {
  let record = lastRecordFrom(records, offset);
  while (record >= 0 && endOf(records, record) <= offset) record = records.parent[record] ?? -1;
  return record;
}
