import { ScalarType } from "@bufbuild/protobuf";
import { isPacked } from "../kinds.ts";
import type { MarkList } from "../marks.ts";
import { endOf, fieldNumberOf, kindOf, type RecordTable, readHeader } from "../records.ts";
import { interpretInteger, readRawBits } from "../scalar.ts";
import { type AuditFrame, PACKED, UNPACKED } from "./audit-frame.ts";
import type { FieldShape } from "./shape.ts";
import type { MessageShape } from "./shapes.ts";

/** What shows only when all of a message was seen: missing fields, mixed packing, incomplete map entries. */
export function auditEnd(table: RecordTable, frame: AuditFrame, marks: MarkList): void {
  const { shape } = frame;
  if (shape === undefined) return;
  if (shape.message === undefined) auditEntry(table, frame, shape, marks);
  for (const field of shape.fields) {
    if (field.required && frame.lastOf(field) < 0) {
      const body = bodyOf(table, frame.record);
      marks.add("required-missing", frame.record, body.start, body.end, [field.label]);
    }
    if (field.packable && frame.seen(field) !== 0) auditPacking(table, frame, field, marks);
  }
  if (shape.typeName === "google.protobuf.Timestamp") auditTimestamp(table, frame, shape, marks);
  if (shape.typeName === "google.protobuf.Duration") auditDuration(table, frame, shape, marks);
}

function auditPacking(table: RecordTable, frame: AuditFrame, field: FieldShape, marks: MarkList): void {
  const { records } = table;
  const seen = frame.seen(field);
  if (seen === (field.packedDeclared ? PACKED : UNPACKED)) return;
  const mixed = seen === (PACKED | UNPACKED);
  for (let at = frame.record + 1; at < frame.end; at = records.next[at] ?? frame.end) {
    if (fieldNumberOf(table, at) !== field.number) continue;
    const code = mixed
      ? "mixed-packing"
      : isPacked(kindOf(records, at))
        ? "packed-declared-unpacked"
        : "unpacked-declared-packed";
    marks.add(code, at, records.start[at] ?? 0, endOf(records, at));
    if (!mixed) return;
  }
}

function auditEntry(table: RecordTable, frame: AuditFrame, shape: MessageShape, marks: MarkList): void {
  const [key, value] = shape.fields;
  if (key === undefined || value === undefined) return;
  const body = bodyOf(table, frame.record);
  const keyRecord = frame.lastOf(key);
  const valueRecord = frame.lastOf(value);
  if (keyRecord < 0) marks.add("map-missing-key", frame.record, body.start, body.end);
  if (valueRecord < 0) marks.add("map-missing-value", frame.record, body.start, body.end);
  if (keyRecord > valueRecord && valueRecord >= 0) {
    const { tag } = readHeader(table, keyRecord);
    marks.add("map-entry-order", frame.record, tag.start, tag.end);
  }
}

const SMALLEST_SECONDS = -62_135_596_800n;
const LARGEST_SECONDS = 253_402_300_799n;

function auditTimestamp(table: RecordTable, frame: AuditFrame, shape: MessageShape, marks: MarkList): void {
  const [seconds, nanos] = secondsAndNanos(table, frame, shape);
  const fits =
    seconds >= SMALLEST_SECONDS && seconds <= LARGEST_SECONDS && nanos >= 0n && nanos <= 999_999_999n;
  const body = bodyOf(table, frame.record);
  if (!fits) marks.add("timestamp-out-of-range", frame.record, body.start, body.end);
}

function auditDuration(table: RecordTable, frame: AuditFrame, shape: MessageShape, marks: MarkList): void {
  const [seconds, nanos] = secondsAndNanos(table, frame, shape);
  const body = bodyOf(table, frame.record);
  if ((seconds > 0n && nanos < 0n) || (seconds < 0n && nanos > 0n)) {
    marks.add("duration-sign-mismatch", frame.record, body.start, body.end);
  }
}

function secondsAndNanos(
  table: RecordTable,
  frame: AuditFrame,
  shape: MessageShape,
): readonly [bigint, bigint] {
  const read = (number: number, scalar: ScalarType): bigint => {
    const field = shape.field(number);
    const record = field === undefined ? -1 : frame.lastOf(field);
    return record < 0
      ? 0n
      : interpretInteger(readRawBits(table.bytes, 0, readHeader(table, record).body), scalar);
  };
  return [read(1, ScalarType.INT64), read(2, ScalarType.INT32)];
}

function bodyOf(table: RecordTable, record: number): { readonly start: number; readonly end: number } {
  return record < 0 ? { start: 0, end: table.bytes.length } : readHeader(table, record).body;
}
