/** What parsers make of the records of one message: which are overwritten, which are merged. */
import type { EffectiveState } from "../contract/tree-view.ts";
import { mapKeyText } from "../wire/bind/map-key.ts";
import type { FieldShape } from "../wire/bind/shape.ts";
import type { MessageShape } from "../wire/bind/shapes.ts";
import { CLIPPED, isContainer, isFrame, Kind } from "../wire/kinds.ts";
import { fieldNumberOf, hasFlag, kindOf, type RecordTable, readHeader } from "../wire/records.ts";
import type { Analysis } from "./analysis.ts";

/** Keys of one map that are compared. */
const MOST_KEYS = 1_000_000;

export const STATES = [
  "none",
  "set",
  "default",
  "overwritten",
  "merged",
] as const satisfies readonly EffectiveState[];
const State = { none: 0, set: 1, default: 2, overwritten: 3, merged: 4 } as const;

/** The records of one message, in wire order, each with what becomes of it. */
export interface EffectiveMessage {
  readonly records: readonly number[];
  /** Indexes into `STATES`. */
  readonly states: Uint8Array;
  /** The records that are merged to one message, by the first of them. */
  readonly merged: ReadonlyMap<number, readonly number[]>;
  readonly shape: MessageShape | undefined;
}

/**
 * The records inside `bodies`, which together are one message: one record that holds it, several that are merged, or
 * -1 for the outermost message.
 */
export function effectiveMessage(analysis: Analysis, bodies: readonly number[]): EffectiveMessage {
  const { walk: table, resolver } = analysis;
  const records = bodies.flatMap((body) => childrenOf(table, body));
  const states = new Uint8Array(records.length);
  const [first = -1] = bodies;
  const shape = table.format !== undefined && first < 0 ? undefined : resolver.shapeInside(first);
  const marker = new Marker(table, shape, records, states);
  for (let index = 0; index < records.length; index++) marker.mark(index);
  return { records, states, merged: marker.finish(), shape };
}

/** The rows directly inside a record, or at the top for -1. */
function childrenOf({ records }: RecordTable, parent: number): readonly number[] {
  const children: number[] = [];
  const end = parent < 0 ? records.count : (records.next[parent] ?? parent + 1);
  for (let record = parent + 1; record < end; record = records.next[record] ?? end) children.push(record);
  return children;
}

class Marker {
  private readonly table: RecordTable;
  private readonly shape: MessageShape | undefined;
  private readonly records: readonly number[];
  private readonly states: Uint8Array;
  /** The place of the last record of each singular field. */
  private readonly last = new Map<FieldShape, number>();
  private readonly occurrences = new Map<FieldShape, number[]>();
  private readonly members = new Map<object, FieldShape>();
  private readonly keys = new Map<FieldShape, Map<string, number>>();

  constructor(
    table: RecordTable,
    shape: MessageShape | undefined,
    records: readonly number[],
    states: Uint8Array,
  ) {
    this.table = table;
    this.shape = shape;
    this.records = records;
    this.states = states;
  }

  mark(index: number): void {
    const record = this.records[index] ?? 0;
    const kind = kindOf(this.table.records, record);
    if (kind === Kind.gap || kind === Kind.endTag || kind === Kind.brokenTag || kind === Kind.sealedFrame)
      return;
    this.states[index] = State.set;
    if (isFrame(kind) || this.shape === undefined) return;
    const field = this.shape.field(fieldNumberOf(this.table, record));
    if (field === undefined || !this.fits(field, record)) return;
    if (field.entry !== undefined) this.markEntry(field, field.entry.key, index, record);
    else if (!field.repeated) this.markSingular(field, index, record, kind);
  }

  private fits(field: FieldShape, record: number): boolean {
    return readHeader(this.table, record).wireType === field.wireType;
  }

  private markEntry(field: FieldShape, key: FieldShape, index: number, record: number): void {
    const keys = this.keys.get(field) ?? new Map<string, number>();
    this.keys.set(field, keys);
    const text = mapKeyText(this.table, record, key);
    const before = keys.get(text);
    if (before !== undefined) this.states[before] = State.overwritten;
    if (keys.size < MOST_KEYS) keys.set(text, index);
  }

  private markSingular(field: FieldShape, index: number, record: number, kind: Kind): void {
    if (field.oneof !== undefined) {
      const member = this.members.get(field.oneof);
      if (member !== undefined && member !== field) this.overwrite(member);
      this.members.set(field.oneof, field);
    }
    if (isContainer(kind)) {
      const known = this.occurrences.get(field) ?? [];
      this.occurrences.set(field, [...known, index]);
      return;
    }
    const before = this.last.get(field);
    if (before !== undefined) this.states[before] = State.overwritten;
    this.last.set(field, index);
    if (field.implicit && this.isDefault(record)) this.states[index] = State.default;
  }

  /** Another member of the oneof came: all records of this one are lost. */
  private overwrite(field: FieldShape): void {
    const before = this.last.get(field);
    if (before !== undefined) this.states[before] = State.overwritten;
    for (const index of this.occurrences.get(field) ?? []) this.states[index] = State.overwritten;
    this.last.delete(field);
    this.occurrences.delete(field);
  }

  private isDefault(record: number): boolean {
    if (hasFlag(this.table.records, record, CLIPPED)) return false;
    const { body } = readHeader(this.table, record);
    const value = this.table.bytes.subarray(body.start, body.end);
    return value.every((byte, at) => byte === 0 || (byte === 0x80 && at < value.length - 1));
  }

  finish(): ReadonlyMap<number, readonly number[]> {
    const merged = new Map<number, readonly number[]>();
    for (const indexes of this.occurrences.values()) {
      if (indexes.length < 2) continue;
      for (const index of indexes) this.states[index] = State.merged;
      const rows = indexes.map((index) => this.records[index] ?? 0);
      merged.set(rows[0] ?? 0, rows);
    }
    return merged;
  }
}
