import { ScalarType } from "@bufbuild/protobuf";
import { Kind } from "../kinds.ts";
import type { MarkList, MarkValue } from "../marks.ts";
import { isWholeItem, packedItemAt, packedItemSize } from "../packed.ts";
import { interpretInteger, readRawBits } from "../scalar.ts";
import { varintLength, varintToNumber } from "../varint.ts";
import { auditText } from "./audit-text.ts";
import type { FieldShape } from "./shape.ts";

/** One value to look at: its bytes, its field and the record it is in. */
export interface AuditedValue {
  readonly bytes: Uint8Array;
  readonly field: FieldShape;
  readonly record: number;
  readonly start: number;
  readonly end: number;
  readonly marks: MarkList;
}

/** Looks at the value of one unpacked record of a declared scalar or enum field. */
export function auditValue(value: AuditedValue, kind: Kind): void {
  if (kind === Kind.varint) auditVarint(value);
  else if (kind === Kind.fixed32 || kind === Kind.fixed64) auditFixed(value);
  else if (value.field.scalar === ScalarType.STRING) auditText(value);
}

/** Looks at every item of a packed list, and at how it ends. */
export function auditPacked(value: AuditedValue, kind: Kind): void {
  const { bytes, start, end, marks, record } = value;
  const size = packedItemSize(kind);
  if (start === end) marks.add("packed-empty", record, start, end);
  if (size > 0 && (end - start) % size !== 0) {
    const over = (end - start) % size;
    marks.add("packed-length-not-multiple", record, end - over, end, [size, over]);
  }
  for (let at = start; at < end; ) {
    const item = packedItemAt(bytes, kind, value, at);
    const whole = isWholeItem(bytes, kind, item);
    if (whole) auditItem({ ...value, start: item.start, end: item.end }, size);
    else if (size === 0) marks.add("packed-item-truncated", record, item.start, item.end);
    at = item.end;
  }
}

function auditItem(item: AuditedValue, size: number): void {
  if (size > 0) auditFixed(item);
  else auditVarint(item);
}

function auditVarint(value: AuditedValue): void {
  const { bytes, field, start, end } = value;
  const length = varintLength(bytes, start, end);
  if (field.enumeration !== undefined || field.scalar === ScalarType.INT32) {
    if (length >= 5) auditWide(value, ScalarType.INT32);
    auditEnum(value, length);
    return;
  }
  switch (field.scalar) {
    case ScalarType.BOOL:
      if (length > 1 || (bytes[start] ?? 0) > 1) auditBool(value);
      return;
    case ScalarType.UINT32:
    case ScalarType.SINT32:
      if (length >= 5) auditWide(value, field.scalar);
      return;
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
      if (length >= 8) auditLarge(value, field.scalar);
      return;
    default:
  }
}

/** A varint of five bytes or more in a field of 32 bits. */
function auditWide({ bytes, record, start, end, marks }: AuditedValue, scalar: ScalarType): void {
  const raw = readRawBits(bytes, 0, { start, end });
  const read = interpretInteger(raw, scalar);
  if (scalar !== ScalarType.INT32) {
    if (raw > 0xffff_ffffn) marks.add("value-truncated-to-32-bits", record, start, end, [raw, read]);
    return;
  }
  const written = BigInt.asIntN(64, raw);
  if (written === read) return;
  if (raw <= 0xffff_ffffn) marks.add("int32-not-sign-extended", record, start, end, [read]);
  else marks.add("value-truncated-to-32-bits", record, start, end, [written, read]);
}

function auditEnum({ bytes, field, record, start, end, marks }: AuditedValue, length: number): void {
  const { enumeration } = field;
  if (enumeration === undefined) return;
  const number =
    length < 5
      ? varintToNumber(bytes, start, length)
      : Number(interpretInteger(readRawBits(bytes, 0, { start, end }), ScalarType.INT32));
  if (enumeration.value[number] !== undefined) return;
  marks.add("enum-unknown", record, start, end, [number, enumeration.typeName, enumeration.open ? 1 : 0]);
}

function auditBool({ bytes, record, start, end, marks }: AuditedValue): void {
  const raw = readRawBits(bytes, 0, { start, end });
  if (raw > 1n) marks.add("bool-not-0-or-1", record, start, end, [raw]);
}

function auditLarge({ bytes, record, start, end, marks, field }: AuditedValue, scalar: ScalarType): void {
  const value = interpretInteger(readRawBits(bytes, field.wireType, { start, end }), scalar);
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER)) {
    marks.add("integer-beyond-2^53", record, start, end, [value]);
  }
}

function auditFixed(value: AuditedValue): void {
  const { field, bytes, end } = value;
  switch (field.scalar) {
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      auditFloat(value);
      return;
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      if ((bytes[end - 1] ?? 0) !== 0 || ((bytes[end - 2] ?? 0) & 0xe0) !== 0)
        auditLarge(value, field.scalar);
      return;
    default:
  }
}

/** NaNs other than the one that JSON's NaN becomes, and −0. Only these have the exponent or the sign to look at. */
function auditFloat({ bytes, record, start, end, marks }: AuditedValue): void {
  const high = bytes[end - 1] ?? 0;
  if ((high & 0x7f) !== 0x7f && high !== 0x80) return;
  const is32 = end - start === 4;
  const raw = readRawBits(bytes, is32 ? 5 : 1, { start, end });
  const infinity = is32 ? 0x7f80_0000n : 0x7ff0_0000_0000_0000n;
  const sign = is32 ? 0x8000_0000n : 0x8000_0000_0000_0000n;
  const canonical = is32 ? 0x7fc0_0000n : 0x7ff8_0000_0000_0000n;
  if (raw === sign) marks.add("negative-zero", record, start, end);
  else if ((raw & ~sign) > infinity && raw !== canonical) {
    const bits: MarkValue = raw.toString(16).padStart(is32 ? 8 : 16, "0");
    marks.add("nan-noncanonical", record, start, end, [bits]);
  }
}
