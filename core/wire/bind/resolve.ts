import { isFrame, Kind } from "../kinds.ts";
import { fieldNumberOf, kindOf, type RecordTable, readHeader, wireTypeOf } from "../records.ts";
import { ANY_TYPE, readTypeUrl } from "./schema-binder.ts";
import { SET_ITEM_FIELD } from "./set-item.ts";
import type { FieldShape } from "./shape.ts";
import { fitsWireType, type MessageShape, type Shapes } from "./shapes.ts";

/** What the schema says of one record. */
export interface Resolution {
  /** The message the record stands in; undefined where the walk is without a schema. */
  readonly parent: MessageShape | undefined;
  /** The field declared for its number, if there is one. */
  readonly declared: FieldShape | undefined;
  /** The same, but only when the wire type fits: what the record is a value of. */
  readonly field: FieldShape | undefined;
}

const NO_SHAPE: Resolution = { parent: undefined, declared: undefined, field: undefined };
/** Levels that names are looked up for. */
const DEEPEST_SCHEMA = 100_000;
/** Siblings looked at to find the URL of an `Any`. */
const ANY_SIBLINGS = 16;

/** Finds the schema of records on demand, by their parents: the records keep no schema column. */
export class Resolver {
  private readonly table: RecordTable;
  private readonly shapes: Shapes | undefined;
  private readonly root: MessageShape | undefined;
  private cachedRecord = -1;
  private cachedShape: MessageShape | undefined;

  constructor(table: RecordTable, shapes: Shapes | undefined, root: MessageShape | undefined) {
    this.table = table;
    this.shapes = shapes;
    this.root = root;
  }

  /** What the schema says of a record. */
  resolve(record: number): Resolution {
    if (isFrame(kindOf(this.table.records, record))) return NO_SHAPE;
    const parent = this.shapeInside(this.table.records.parent[record] ?? -1);
    return parent === undefined ? NO_SHAPE : this.resolveIn(parent, record);
  }

  /** The shape of the records inside a record; -1 stands for the outermost message. */
  shapeInside(record: number): MessageShape | undefined {
    if (record < 0 || this.root === undefined) return this.root;
    if (record === this.cachedRecord) return this.cachedShape;
    const parent = this.table.records.parent[record] ?? -1;
    const known = parent === this.cachedRecord && parent >= 0 ? this.cachedShape : this.shapeByChain(parent);
    this.cachedRecord = record;
    this.cachedShape = known === undefined ? undefined : this.inside(known, record);
    return this.cachedShape;
  }

  /** Goes from the top down to a record; without a schema where it is nested deeper than any schema makes sense. */
  private shapeByChain(record: number): MessageShape | undefined {
    const chain: number[] = [];
    for (let at = record; at >= 0; at = this.table.records.parent[at] ?? -1) {
      if (chain.length >= DEEPEST_SCHEMA) return undefined;
      chain.push(at);
    }
    let shape = this.root;
    for (let index = chain.length - 1; index >= 0 && shape !== undefined; index--) {
      shape = this.inside(shape, chain[index] ?? 0);
    }
    return shape;
  }

  private resolveIn(parent: MessageShape, record: number): Resolution {
    const wireType = wireTypeOf(this.table, record);
    const declared = wireType < 0 ? undefined : parent.field(fieldNumberOf(this.table, record));
    const field = declared !== undefined && fitsWireType(declared, wireType) ? declared : undefined;
    return { parent, declared, field };
  }

  private inside(parent: MessageShape, record: number): MessageShape | undefined {
    if (isFrame(kindOf(this.table.records, record))) return this.root;
    const { field } = this.resolveIn(parent, record);
    if (field === undefined) return undefined;
    if (parent.typeName === ANY_TYPE) return this.insideAny(record);
    if (field === SET_ITEM_FIELD && parent.message !== undefined) {
      const { body } = readHeader(this.table, record);
      return this.shapes?.ofSetItem(parent.message, this.table.bytes, body);
    }
    return this.shapes?.inside(field);
  }

  /** The type inside an `Any`'s value, by the URL before it. */
  insideAny(value: number): MessageShape | undefined {
    const url = this.anyTypeUrl(value);
    if (kindOf(this.table.records, value) !== Kind.message || url === undefined) return undefined;
    return this.shapes?.ofTypeUrl(url);
  }

  /** The type URL that stands before an `Any`'s value. */
  anyTypeUrl(value: number): string | undefined {
    const { records, bytes } = this.table;
    const any = records.parent[value] ?? -1;
    let url: string | undefined;
    let sibling = any + 1;
    for (let seen = 0; sibling < value && seen < ANY_SIBLINGS; seen++) {
      if (fieldNumberOf(this.table, sibling) === 1 && kindOf(records, sibling) === Kind.text) {
        const { body } = readHeader(this.table, sibling);
        url = readTypeUrl(bytes, body.start, body.end);
      }
      sibling = records.next[sibling] ?? value;
    }
    return url;
  }
}
