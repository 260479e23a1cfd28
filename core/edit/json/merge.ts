import type { Span } from "../../finding.ts";
import type { FieldShape } from "../../wire/bind/shape.ts";
import type { MessageShape } from "../../wire/bind/shapes.ts";
import { WireType } from "../../wire/tag.ts";
import type { PlacedPatch } from "../repair.ts";
import type { Side } from "./side.ts";

/** Three forms of one message: the bytes there are, and what a writer makes of their JSON before and after. */
export interface Three<Of> {
  readonly there: Of;
  readonly before: Of;
  readonly after: Of;
}

/** The records of one field in one message, in all three forms. */
export interface FieldMerge {
  readonly shape: MessageShape;
  readonly field: FieldShape;
  readonly rows: Three<readonly number[]>;
  /** Where a new record of the field goes, unless it has a better place. */
  readonly container: number;
}

const NOTHING = new Uint8Array(0);

/** The patches of a merge as they are found. */
export class Merge {
  readonly sides: Three<Side>;
  readonly patches: PlacedPatch[] = [];

  constructor(sides: Three<Side>) {
    this.sides = sides;
  }

  /** Puts bytes in the place of others, as far as they differ. */
  replace(span: Span, bytes: Uint8Array, parent: number): void {
    const old = this.sides.there.bytes(span);
    let first = 0;
    let last = 0;
    const most = Math.min(old.length, bytes.length);
    while (first < most && old[first] === bytes[first]) first++;
    while (last < most - first && old[old.length - 1 - last] === bytes[bytes.length - 1 - last]) last++;
    if (first === old.length && first === bytes.length) return;
    const changed = bytes.slice(first, bytes.length - last);
    this.patches.push({ start: span.start + first, end: span.end - last, bytes: changed, parent });
  }

  /** Gives a record the value of a record of the message after. */
  setValue(row: number, afterRow: number): void {
    const { there, after } = this.sides;
    this.replaceValue(row, there.value(row), after.bytes(after.value(afterRow)));
  }

  /** Gives a record, or an item of it, another value. */
  replaceValue(row: number, span: Span, bytes: Uint8Array): void {
    this.replace(span, bytes, this.holderOf(row));
  }

  delete(rows: readonly number[]): void {
    const { there } = this.sides;
    for (const row of rows) this.replace(there.whole(row), NOTHING, there.parentOf(row));
  }

  insert(at: number, bytes: Uint8Array, parent: number): void {
    this.replace({ start: at, end: at }, bytes, parent);
  }

  /** Writes records of the message after where their number belongs. */
  insertRows(rows: readonly number[], number: number, container: number): void {
    const { there, after } = this.sides;
    const place = there.placeFor(number, container);
    for (const row of rows) this.insert(place, after.bytes(after.whole(row)), container);
  }

  /** The record whose length a value is counted in. */
  private holderOf(row: number): number {
    const { there } = this.sides;
    const { bytes, records } = there.table;
    const wireType = (bytes[records.start[row] ?? 0] ?? 0) & 7;
    return wireType === WireType.length ? row : there.parentOf(row);
  }
}
