import type { BytePatch } from "../contract/edit.ts";
import { isFrame } from "../wire/kinds.ts";
import { kindOf, type RecordTable, readHeader } from "../wire/records.ts";
import { readVarint, writeVarint } from "../wire/varint.ts";
import { growthOf } from "./patch.ts";

/** A patch and the record whose body it changes; -1 is the message itself. */
export interface PlacedPatch extends BytePatch {
  readonly parent: number;
}

/**
 * The patches with those that rewrite the lengths of all enclosing LEN records and frames. A prefix keeps its width when
 * the new length fits into it, so an overlong prefix stays overlong; a length that was wrong stays wrong by as much.
 */
export function repairLengths(table: RecordTable, patches: readonly PlacedPatch[]): readonly BytePatch[] {
  const growths = new Map<number, number>();
  for (const patch of patches) addGrowth(table, growths, patch.parent, growthOf(patch));
  const repaired: BytePatch[] = patches.map(({ start, end, bytes }) => ({ start, end, bytes }));
  const deepestFirst = [...growths.keys()].sort((a, b) => b - a);
  for (const record of deepestFirst) {
    const growth = growths.get(record) ?? 0;
    const patch = growth === 0 ? undefined : lengthPatch(table, record, growth);
    if (patch === undefined) continue;
    repaired.push(patch);
    addGrowth(table, growths, table.records.parent[record] ?? -1, growthOf(patch));
  }
  return sortPatches(repaired);
}

/** Patches in the order of the bytes. */
export function sortPatches(patches: readonly BytePatch[]): readonly BytePatch[] {
  return [...patches].sort((a, b) => a.start - b.start || a.end - b.end);
}

function addGrowth(table: RecordTable, growths: Map<number, number>, record: number, growth: number): void {
  for (let at = record; at >= 0; at = table.records.parent[at] ?? -1) {
    growths.set(at, (growths.get(at) ?? 0) + growth);
  }
}

function lengthPatch(table: RecordTable, record: number, growth: number): BytePatch | undefined {
  if (isFrame(kindOf(table.records, record))) return framePatch(table, record, growth);
  const { length } = readHeader(table, record);
  if (length === undefined) return undefined;
  const said = readVarint(table.bytes, length.start, length.end);
  if (said === undefined) return undefined;
  const repaired = said.value + BigInt(growth);
  if (repaired < 0n) return undefined;
  return { start: length.start, end: length.end, bytes: writeVarint(repaired, said.byteLength) };
}

function framePatch(
  { bytes, records, format }: RecordTable,
  record: number,
  growth: number,
): BytePatch | undefined {
  const header = format?.read(bytes, records.start[record] ?? 0);
  if (format === undefined || header === undefined || header.length + growth < 0) return undefined;
  return format.writeLength(header, header.length + growth);
}
