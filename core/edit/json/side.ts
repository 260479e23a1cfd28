import type { DescMessage } from "@bufbuild/protobuf";
import type { Span } from "../../finding.ts";
import { Resolver } from "../../wire/bind/resolve.ts";
import { createSchemaBinder } from "../../wire/bind/schema-binder.ts";
import { fitsWireType, type MessageShape, type Shapes } from "../../wire/bind/shapes.ts";
import { OPAQUE_BINDER } from "../../wire/binder.ts";
import type { FrameFormat } from "../../wire/frame-format.ts";
import { CLIPPED, isContainer, Kind } from "../../wire/kinds.ts";
import {
  endOf,
  endTagRowOf,
  fieldNumberOf,
  hasFlag,
  kindOf,
  type RecordTable,
  readHeader,
  wireTypeOf,
} from "../../wire/records.ts";
import { walk } from "../../wire/walk.ts";

/** Rows of the records that are values of a field, by its number, in wire order. */
export type FieldRows = ReadonlyMap<number, readonly number[]>;

/** One form of a message: its records as its schema reads them, without anybody's choices of readings. */
export class Side {
  readonly table: RecordTable;
  private readonly resolver: Resolver;

  constructor(bytes: Uint8Array, type: DescMessage, shapes: Shapes, format?: FrameFormat) {
    this.table = walk(bytes, createSchemaBinder(bytes, type, shapes, OPAQUE_BINDER), { format });
    this.resolver = new Resolver(this.table, shapes, shapes.of(type));
  }

  /** The declared fields in the bodies of some records, which together are one message; -1 is the outermost one. */
  fields(containers: readonly number[], shape: MessageShape): FieldRows {
    const fields = new Map<number, number[]>();
    for (const row of containers.flatMap((container) => [...this.children(container)])) {
      const kind = kindOf(this.table.records, row);
      if (kind === Kind.gap || kind === Kind.brokenTag || kind === Kind.endTag) continue;
      const number = fieldNumberOf(this.table, row);
      const field = shape.field(number);
      if (field === undefined || !fitsWireType(field, wireTypeOf(this.table, row))) continue;
      const rows = fields.get(number);
      if (rows === undefined) fields.set(number, [row]);
      else rows.push(row);
    }
    return fields;
  }

  /** What the records inside a record are; undefined for one that holds none, or none that are known. */
  shapeInside(row: number | undefined): MessageShape | undefined {
    if (row === undefined || !isContainer(kindOf(this.table.records, row))) return undefined;
    return this.resolver.shapeInside(row);
  }

  value(row: number): Span {
    return readHeader(this.table, row).body;
  }

  whole(row: number): Span {
    return { start: this.table.records.start[row] ?? 0, end: endOf(this.table.records, row) };
  }

  parentOf(row: number): number {
    return this.table.records.parent[row] ?? -1;
  }

  bytes({ start, end }: Span): Uint8Array {
    return this.table.bytes.subarray(start, end);
  }

  /** Where a new record of a number belongs: before the first larger one, and before what is damaged at the end. */
  placeFor(number: number, container: number): number {
    for (const row of this.children(container)) {
      if (this.isOpenEnded(row) || fieldNumberOf(this.table, row) > number) return this.whole(row).start;
    }
    return container < 0 ? this.table.bytes.length : this.value(container).end;
  }

  private *children(container: number): Generator<number> {
    const { records } = this.table;
    const end = container < 0 ? records.count : (records.next[container] ?? 0);
    for (let row = container + 1; row < end; row = records.next[row] ?? end) yield row;
  }

  /** Whether what is written after a record would be taken for a part of it. */
  private isOpenEnded(row: number): boolean {
    const { records } = this.table;
    const kind = kindOf(records, row);
    if (kind === Kind.gap || kind === Kind.brokenTag || kind === Kind.endTag) return true;
    return hasFlag(records, row, CLIPPED) || (kind === Kind.group && endTagRowOf(records, row) < 0);
  }
}
