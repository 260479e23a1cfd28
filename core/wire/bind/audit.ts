import { CLIPPED, DAMAGED, isContainer, isPacked, Kind } from "../kinds.ts";
import { MarkList } from "../marks.ts";
import { endOf, fieldNumberOf, hasFlag, kindOf, type RecordTable, wireTypeOf } from "../records.ts";
import { finish, type Steps } from "../steps.ts";
import { WireType, wireTypeName } from "../tag.ts";
import { varintLength } from "../varint.ts";
import { auditEnd } from "./audit-end.ts";
import { AuditFrame, PACKED, UNPACKED } from "./audit-frame.ts";
import { auditPacked, auditValue } from "./audit-values.ts";
import { mapKeyText } from "./map-key.ts";
import type { Resolver } from "./resolve.ts";
import { ANY_TYPE } from "./schema-binder.ts";
import type { FieldShape } from "./shape.ts";
import { fitsWireType, inExtensionRange, inReservedRange, type MessageShape, type Shapes } from "./shapes.ts";

/** Messages within messages that are looked into; a hostile chain of millions must not take memory for each. */
const DEEPEST_AUDIT = 1000;
const RECORDS_A_STEP = 32_768;
/** Records of an `Any`'s value that are looked at for damage. */
const MOST_LOOKED_INTO = 100_000;

/**
 * What the schema has to say about walked bytes: one pass over the records, without recursion. Parts without a
 * schema (unknown fields, wrong wire types) are reported once and not looked into.
 */
export function auditSchema(
  table: RecordTable,
  shapes: Shapes,
  root: MessageShape,
  resolver: Resolver,
): MarkList {
  return finish(schemaAudit(table, shapes, root, resolver));
}

/** The same in steps. */
export function schemaAudit(
  table: RecordTable,
  shapes: Shapes,
  root: MessageShape,
  resolver: Resolver,
): Steps<MarkList> {
  return new Audit(table, shapes, resolver).run(root);
}

class Audit {
  private readonly table: RecordTable;
  private readonly shapes: Shapes;
  private readonly resolver: Resolver;
  private readonly marks = new MarkList();
  private readonly frames: AuditFrame[] = [];
  private depth = -1;

  constructor(table: RecordTable, shapes: Shapes, resolver: Resolver) {
    this.table = table;
    this.shapes = shapes;
    this.resolver = resolver;
  }

  *run(root: MessageShape): Steps<MarkList> {
    const { records } = this.table;
    this.open(this.table.format === undefined ? root : undefined, -1, records.count);
    let pauseAt = 0;
    for (let record = 0; record < records.count; ) {
      if (record >= pauseAt) {
        pauseAt = record + RECORDS_A_STEP;
        yield;
      }
      while (record >= (this.frames[this.depth]?.end ?? 0)) this.close();
      if (kindOf(records, record) === Kind.frame) {
        this.open(root, record, records.next[record] ?? record + 1);
        record++;
      } else record = this.visit(record);
    }
    while (this.depth >= 0) this.close();
    return this.marks;
  }

  private open(shape: MessageShape | undefined, record: number, end: number): void {
    this.depth++;
    const frame = this.frames[this.depth] ?? new AuditFrame();
    this.frames[this.depth] = frame;
    frame.open(shape, record, end);
  }

  private close(): void {
    const frame = this.frames[this.depth];
    if (frame !== undefined) auditEnd(this.table, frame, this.marks);
    this.depth--;
  }

  /** Looks at one record; returns the row to go on with. */
  private visit(record: number): number {
    const { records } = this.table;
    const next = records.next[record] ?? record + 1;
    const frame = this.frames[this.depth];
    const shape = frame?.shape;
    const kind = kindOf(records, record);
    if (frame === undefined || shape === undefined || kind === Kind.gap || kind === Kind.endTag) return next;
    const number = fieldNumberOf(this.table, record);
    if (number === 0) return next;
    const field = shape.field(number);
    if (field === undefined) {
      this.reportUnknown(shape, record, number);
      return next;
    }
    const wireType = wireTypeOf(this.table, record);
    if (!fitsWireType(field, wireType)) {
      this.reportMismatch(field, record, wireType);
      return next;
    }
    if (kind === Kind.brokenTag) return next;
    this.visitField(frame, field, record, kind);
    if (shape.typeName === ANY_TYPE && number === 2) this.reportUnresolved(record);
    if (!isContainer(kind) || this.depth >= DEEPEST_AUDIT) return next;
    const inside = shape.typeName === ANY_TYPE ? this.resolver.insideAny(record) : this.shapes.inside(field);
    if (inside === undefined) return next;
    this.open(inside, record, next);
    return record + 1;
  }

  private visitField(frame: AuditFrame, field: FieldShape, record: number, kind: Kind): void {
    const { bytes, records } = this.table;
    const start = records.start[record] ?? 0;
    const end = endOf(records, record);
    if (field.deprecated && frame.lastOf(field) < 0) this.marks.add("deprecated-used", record, start, end);
    this.noteRepetition(frame, field, record, kind);
    if (field.entry !== undefined) this.noteKey(frame, field, record);
    if (isContainer(kind)) return;
    const valueStart = this.valueStart(record);
    const value = { bytes, field, record, start: valueStart, end, marks: this.marks };
    if (isPacked(kind)) {
      auditPacked(value, kind);
      return;
    }
    auditValue(value, kind);
    const whole = !hasFlag(records, record, CLIPPED);
    if (field.implicit && whole && this.isDefault(valueStart, end))
      this.marks.add("default-on-wire", record, start, end);
  }

  private noteRepetition(frame: AuditFrame, field: FieldShape, record: number, kind: Kind): void {
    const { records } = this.table;
    const before = frame.lastOf(field);
    const start = records.start[record] ?? 0;
    frame.note(field, record, field.packable ? (isPacked(kind) ? PACKED : UNPACKED) : 0);
    if (field.oneof !== undefined) {
      const loser = frame.noteMember(field.oneof, field, record);
      if (loser !== undefined) {
        const values = [loser.field.label, field.label, field.oneof.name];
        const at = records.start[loser.record] ?? 0;
        this.marks.add("oneof-overwritten", loser.record, at, endOf(records, loser.record), values);
        return;
      }
    }
    if (before < 0) return;
    if (field.repeated) {
      const split = isPacked(kind) && frame.seen(field) === PACKED;
      if (split) this.marks.add("packed-split", record, start, endOf(records, record));
    } else if (field.message !== undefined) {
      this.marks.add("message-merged", record, start, endOf(records, record));
    } else {
      this.marks.add("duplicate-singular", before, records.start[before] ?? 0, endOf(records, before));
    }
  }

  private noteKey(frame: AuditFrame, field: FieldShape, record: number): void {
    if (field.entry === undefined) return;
    const start = this.table.records.start[record] ?? 0;
    const key = mapKeyText(this.table, record, field.entry.key);
    const first = frame.noteKey(field, key, start);
    if (first === undefined) return;
    this.marks.add("map-duplicate-key", record, start, endOf(this.table.records, record), [key, first]);
  }

  private reportUnknown(shape: MessageShape, record: number, number: number): void {
    const { records } = this.table;
    const start = records.start[record] ?? 0;
    const end = endOf(records, record);
    const { message } = shape;
    if (message === undefined) this.marks.add("map-entry-unknown", record, start, end);
    else if (inExtensionRange(message, number)) {
      this.marks.add("extension-range-unresolved", record, start, end, [shape.typeName]);
    } else if (inReservedRange(message, number)) {
      this.marks.add("reserved-by-schema", record, start, end, [shape.typeName]);
    } else this.marks.add("unknown-field", record, start, end, [shape.typeName]);
  }

  private reportMismatch(field: FieldShape, record: number, wireType: number): void {
    const wanted = wireTypeName(field.wireType) ?? "";
    const found = wireTypeName(wireType) ?? String(wireType);
    const start = this.table.records.start[record] ?? 0;
    const end = endOf(this.table.records, record);
    this.marks.add("wire-type-mismatch", record, start, end, [field.typeName, wanted, field.label, found]);
  }

  private reportUnresolved(record: number): void {
    const url = this.resolver.anyTypeUrl(record);
    if (url === undefined) return;
    const start = this.table.records.start[record] ?? 0;
    if (this.shapes.ofTypeUrl(url) !== undefined) {
      if (this.isDamagedInside(record))
        this.marks.add("any-payload-invalid", record, start, endOf(this.table.records, record), [url]);
      return;
    }
    this.marks.add("any-unresolved", record, start, endOf(this.table.records, record), [url]);
  }

  /** Whether a record in this one carries damage; looked for up to a bound. */
  private isDamagedInside(record: number): boolean {
    const { records } = this.table;
    const end = Math.min(records.next[record] ?? 0, record + MOST_LOOKED_INTO);
    for (let at = record + 1; at < end; at++) {
      if (hasFlag(records, at, DAMAGED) || kindOf(records, at) === Kind.gap) return true;
    }
    return false;
  }

  private valueStart(record: number): number {
    const { bytes, records } = this.table;
    const end = endOf(records, record);
    const start = records.start[record] ?? 0;
    const tagEnd = start + varintLength(bytes, start, end);
    if (wireTypeOf(this.table, record) !== WireType.length) return tagEnd;
    return tagEnd + varintLength(bytes, tagEnd, end);
  }

  /** No bytes, all zero bits, or an overlong varint of zero. */
  private isDefault(start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      const byte = this.table.bytes[at] ?? 0;
      if (byte !== 0 && !(byte === 0x80 && at < end - 1)) return false;
    }
    return true;
  }
}
