/** What samples of one message show of its fields, pooled over all occurrences. */
import { createGuessBinder } from "../guess/binder.ts";
import type { FrameFormat } from "../wire/frame-format.ts";
import { CLIPPED, DAMAGED, isContainer, isFrame, Kind } from "../wire/kinds.ts";
import { fieldNumberOf, hasFlag, kindOf, type RecordTable, readHeader } from "../wire/records.ts";
import { WireType } from "../wire/tag.ts";
import { readVarint } from "../wire/varint.ts";
import { walk } from "../wire/walk.ts";

/** One field number within one message, as all samples show it. */
export interface FieldEvidence {
  readonly number: number;
  occurrences: number;
  /** The most occurrences within one message. */
  mostInOne: number;
  /** Occurrences by wire type. */
  readonly wireTypes: Map<number, number>;
  /** What the LEN bodies look like, by kind; bodies of no bytes apart. */
  readonly kinds: Map<Kind, number>;
  /** Every LEN body is UTF-8. */
  isText: boolean;
  /** The largest varint as an unsigned number. */
  largest: bigint;
  /** Every fixed value is a number of a size that people write as floating point. */
  isFloating: boolean;
  readonly child: MessageEvidence;
}

/** One message, as all samples show it. */
export interface MessageEvidence {
  instances: number;
  readonly fields: Map<number, FieldEvidence>;
}

/** No sample yet. */
export function noEvidence(): MessageEvidence {
  return { instances: 0, fields: new Map() };
}

/** Adds what one sample shows. Total: damage is left out, nothing throws. */
export function addSample(root: MessageEvidence, bytes: Uint8Array, format?: FrameFormat): void {
  const table = walk(bytes, createGuessBinder(bytes), { format });
  const { records } = table;
  const damaged = damagedRecords(table);
  const inside = new Map<number, MessageEvidence>([[-1, root]]);
  const counts = new Map<string, number>();
  if (format === undefined) root.instances += 1;
  for (let record = 0; record < records.count; record += 1) {
    const parent = records.parent[record] ?? -1;
    const message = inside.get(parent);
    const shown = kindOf(records, record);
    if (isFrame(shown)) {
      root.instances += 1;
      inside.set(record, root);
      continue;
    }
    // A body that is a message but for its damage is no evidence of a message.
    const kind = shown === Kind.message && damaged[record] === 1 ? Kind.bytes : shown;
    if (message === undefined || kind === Kind.gap || kind === Kind.endTag || kind === Kind.brokenTag)
      continue;
    const field = fieldOf(message, fieldNumberOf(table, record));
    const key = `${parent}:${field.number}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    field.mostInOne = Math.max(field.mostInOne, count);
    addRecord(field, table, record, kind);
    if (!isContainer(kind)) continue;
    field.child.instances += 1;
    inside.set(record, field.child);
  }
}

/** 1 for each record with damage in it or in anything inside it. */
function damagedRecords({ records }: RecordTable): Uint8Array {
  const damaged = new Uint8Array(records.count);
  for (let record = records.count - 1; record >= 0; record -= 1) {
    const kind = kindOf(records, record);
    const isBad = kind === Kind.gap || kind === Kind.brokenTag || hasFlag(records, record, DAMAGED | CLIPPED);
    if (isBad) damaged[record] = 1;
    const parent = records.parent[record] ?? -1;
    if (damaged[record] === 1 && parent >= 0) damaged[parent] = 1;
  }
  return damaged;
}

function fieldOf(message: MessageEvidence, number: number): FieldEvidence {
  const known = message.fields.get(number);
  if (known !== undefined) return known;
  const made: FieldEvidence = {
    number,
    occurrences: 0,
    mostInOne: 0,
    wireTypes: new Map(),
    kinds: new Map(),
    isText: true,
    largest: 0n,
    isFloating: true,
    child: noEvidence(),
  };
  message.fields.set(number, made);
  return made;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function addRecord(field: FieldEvidence, table: RecordTable, record: number, kind: Kind): void {
  const { wireType, body } = readHeader(table, record);
  field.occurrences += 1;
  field.wireTypes.set(wireType, (field.wireTypes.get(wireType) ?? 0) + 1);
  if (wireType === WireType.varint) {
    const value = readVarint(table.bytes, body.start, body.end)?.value ?? 0n;
    if (value > field.largest) field.largest = value;
  } else if (wireType === WireType.fixed32 || wireType === WireType.fixed64) {
    field.isFloating &&= isFloating(table.bytes.subarray(body.start, body.end));
  } else if (wireType === WireType.length) {
    if (kind !== Kind.empty) field.kinds.set(kind, (field.kinds.get(kind) ?? 0) + 1);
    field.isText &&= isUtf8(table.bytes.subarray(body.start, body.end));
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Zero, or a finite number that is neither tiny nor huge, as most integers read as floating point are. */
function isFloating(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length !== 4 && bytes.length !== 8) return true;
  const value = Math.abs(bytes.length === 4 ? view.getFloat32(0, true) : view.getFloat64(0, true));
  return value === 0 || (value > 1e-9 && value < 1e15);
}
