import { ScalarType } from "@bufbuild/protobuf";
import type { FieldShape } from "../../wire/bind/shape.ts";
import { fitsWireType } from "../../wire/bind/shapes.ts";
import { fieldNumberOf, readHeader, wireTypeOf } from "../../wire/records.ts";
import { sameBytes } from "../../wire/same-bytes.ts";
import { interpretInteger, readRawBits } from "../../wire/scalar.ts";
import { WireType } from "../../wire/tag.ts";
import type { FieldMerge, Merge } from "./merge.ts";
import type { Side } from "./side.ts";

/** Entries by key, each key with its records in wire order: the last one is in force. */
type Entries = ReadonlyMap<string, readonly number[]>;

/** Merges one entry of a map with another. */
type MergeEntry = (there: number, before: number, after: number) => void;

/**
 * Merges a map by its keys: entries that are the same keep their bytes and their place. Keys that are gone and keys that
 * are new are taken for renamed ones, in their order.
 */
export function mergeMap(merge: Merge, { field, rows, container }: FieldMerge, mergeEntry: MergeEntry): void {
  const { sides } = merge;
  if (field.entry === undefined) return;
  const there = entriesOf(sides.there, rows.there, field.entry.key);
  const before = entriesOf(sides.before, rows.before, field.entry.key);
  const after = entriesOf(sides.after, rows.after, field.entry.key);
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const added = [...after.keys()].filter((key) => !before.has(key));
  const news = added.slice(gone.length).flatMap((key) => after.get(key) ?? []);
  for (const [key, [next = -1]] of after) {
    const [old] = before.get(key) ?? [];
    const row = there.get(key)?.at(-1);
    if (old === undefined || sameEntry(sides, old, next)) continue;
    if (row === undefined) news.push(next);
    else mergeEntry(row, old, next);
  }
  const nextOf = (key: string | undefined) => (key === undefined ? undefined : after.get(key)?.[0]);
  for (const [index, key] of gone.entries()) {
    const records = there.get(key) ?? [];
    const [row, old, next] = [records[0], before.get(key)?.[0], nextOf(added[index])];
    const isRenamed = row !== undefined && old !== undefined && next !== undefined && records.length === 1;
    if (isRenamed) mergeEntry(row, old, next);
    else {
      merge.delete(records);
      if (next !== undefined) news.push(next);
    }
  }
  insertEntries(merge, rows.there.at(-1), news, { field, container });
}

function insertEntries(
  merge: Merge,
  last: number | undefined,
  news: readonly number[],
  { field, container }: Pick<FieldMerge, "field" | "container">,
): void {
  const { there, after } = merge.sides;
  if (last === undefined) merge.insertRows(news, field.number, container);
  else
    for (const row of news)
      merge.insert(there.whole(last).end, after.bytes(after.whole(row)), there.parentOf(last));
}

function sameEntry(sides: Merge["sides"], before: number, after: number): boolean {
  return sameBytes(
    sides.before.bytes(sides.before.value(before)),
    sides.after.bytes(sides.after.value(after)),
  );
}

function entriesOf(side: Side, rows: readonly number[], key: FieldShape): Entries {
  const entries = new Map<string, number[]>();
  for (const row of rows) {
    const text = keyOf(side, row, key);
    const records = entries.get(text);
    if (records === undefined) entries.set(text, [row]);
    else records.push(row);
  }
  return entries;
}

/** A text that is the same for two entries exactly when their keys are. */
function keyOf({ table }: Side, entry: number, key: FieldShape): string {
  const { records, bytes } = table;
  const end = records.next[entry] ?? 0;
  let text = key.wireType === WireType.length ? "" : "0";
  for (let row = entry + 1; row < end; row = records.next[row] ?? end) {
    if (fieldNumberOf(table, row) !== 1 || !fitsWireType(key, wireTypeOf(table, row))) continue;
    const { body } = readHeader(table, row);
    if (key.wireType === WireType.length) {
      text = Array.from(bytes.subarray(body.start, body.end), (byte) => String.fromCharCode(byte)).join("");
    } else {
      const value = interpretInteger(readRawBits(bytes, key.wireType, body), key.scalar ?? ScalarType.UINT64);
      text = key.typeName === "bool" ? String(value === 0n ? 0 : 1) : String(value);
    }
  }
  return text;
}
