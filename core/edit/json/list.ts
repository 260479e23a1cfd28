import { ScalarType } from "@bufbuild/protobuf";
import type { Span } from "../../finding.ts";
import type { FieldShape } from "../../wire/bind/shape.ts";
import { isPacked, type Kind } from "../../wire/kinds.ts";
import { isWholeItem, packedItemAt } from "../../wire/packed.ts";
import { kindOf, readHeader } from "../../wire/records.ts";
import { sameBytes } from "../../wire/same-bytes.ts";
import { interpretInteger, readRawBits } from "../../wire/scalar.ts";
import { differences } from "./align.ts";
import type { FieldMerge, Merge } from "./merge.ts";
import type { Side } from "./side.ts";

/** One item of a list: a record of its own, or a part of a packed one. */
interface Item {
  readonly row: number;
  readonly value: Span;
  readonly isPacked: boolean;
}

/** Merges the item of a list that is a message. */
type MergeItem = (there: number, before: number, after: number) => boolean;

/**
 * Merges a list: items that are the same keep their bytes and whether they are packed, changed ones get another value in
 * their place, new ones are written as their neighbours are.
 */
export function mergeList(merge: Merge, { field, rows, container }: FieldMerge, mergeItem: MergeItem): void {
  const { sides } = merge;
  const before = itemsOf(sides.before, rows.before);
  const after = itemsOf(sides.after, rows.after);
  const same = (one: number, other: number) => sameItem(sides.before, before[one], sides.after, after[other]);
  const changes = differences(before.length, after.length, same);
  if (changes.length === 0) return;
  const there = shownItems(sides.there, field, itemsOf(sides.there, rows.there), before.length);
  if (there.length !== before.length) {
    merge.delete(rows.there);
    merge.insertRows(rows.after, field.number, container);
    return;
  }
  const deleted: Item[] = [];
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of changes) {
    const pairs = Math.min(beforeEnd - beforeStart, afterEnd - afterStart);
    for (let index = 0; index < pairs; index++) {
      const [old, next] = [before[beforeStart + index], after[afterStart + index]];
      const item = there[beforeStart + index];
      if (item === undefined || old === undefined || next === undefined) continue;
      if (sameItem(sides.before, old, sides.after, next)) continue;
      if (!mergeItem(item.row, old.row, next.row))
        merge.replaceValue(item.row, item.value, sides.after.bytes(next.value));
    }
    deleted.push(...there.slice(beforeStart + pairs, beforeEnd));
    const news = after.slice(afterStart + pairs, afterEnd);
    if (news.length > 0)
      insertItems(merge, news, there[beforeStart + pairs - 1], there[beforeStart + pairs], {
        field,
        container,
      });
  }
  deleteItems(merge, there, deleted);
}

function itemsOf(side: Side, rows: readonly number[]): readonly Item[] {
  return rows.flatMap((row) => {
    const kind = kindOf(side.table.records, row);
    return isPacked(kind)
      ? [...packedItems(side, row, kind)]
      : [{ row, value: side.value(row), isPacked: false }];
  });
}

function* packedItems(side: Side, row: number, kind: Kind): Generator<Item> {
  const body = side.value(row);
  for (let at = body.start; at < body.end; ) {
    const value = packedItemAt(side.table.bytes, kind, body, at);
    if (isWholeItem(side.table.bytes, kind, value)) yield { row, value, isPacked: true };
    at = value.end;
  }
}

/** The items that the JSON has: numbers that a closed enum lacks are not among them. */
function shownItems(
  side: Side,
  { enumeration }: FieldShape,
  items: readonly Item[],
  count: number,
): readonly Item[] {
  if (enumeration === undefined || enumeration.open || items.length === count) return items;
  return items.filter(({ value }) => {
    const number = interpretInteger(readRawBits(side.table.bytes, 0, value), ScalarType.INT32);
    return enumeration.value[Number(number)] !== undefined;
  });
}

function sameItem(one: Side, a: Item | undefined, other: Side, b: Item | undefined): boolean {
  return a !== undefined && b !== undefined && sameBytes(one.bytes(a.value), other.bytes(b.value));
}

/** Writes items after the one they follow, else before the one they precede, else as records of their own. */
function insertItems(
  merge: Merge,
  news: readonly Item[],
  previous: Item | undefined,
  following: Item | undefined,
  { field, container }: Pick<FieldMerge, "field" | "container">,
): void {
  const { there, after } = merge.sides;
  const neighbour = previous ?? following;
  if (neighbour === undefined) {
    merge.insertRows([...new Set(news.map(({ row }) => row))], field.number, container);
    return;
  }
  const span = neighbour.isPacked ? neighbour.value : there.whole(neighbour.row);
  const parent = neighbour.isPacked ? neighbour.row : there.parentOf(neighbour.row);
  const tag = there.bytes(readHeader(there.table, neighbour.row).tag);
  for (const item of news) {
    const at = previous === undefined ? span.start : span.end;
    if (neighbour.isPacked) merge.insert(at, after.bytes(item.value), parent);
    else if (item.isPacked) merge.insert(at, Uint8Array.of(...tag, ...after.bytes(item.value)), parent);
    else merge.insert(at, after.bytes(after.whole(item.row)), parent);
  }
}

/** Takes items away; a packed record of which nothing is left goes too. */
function deleteItems(merge: Merge, all: readonly Item[], deleted: readonly Item[]): void {
  const left = new Map<number, number>();
  for (const { row } of all) left.set(row, (left.get(row) ?? 0) + 1);
  for (const { row } of deleted) left.set(row, (left.get(row) ?? 0) - 1);
  const gone = new Set<number>();
  for (const { row, value, isPacked } of deleted) {
    if (isPacked && left.get(row) !== 0) merge.replaceValue(row, value, new Uint8Array(0));
    else gone.add(row);
  }
  merge.delete([...gone]);
}
