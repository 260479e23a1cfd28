import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { Shapes } from "../../wire/bind/shapes.ts";
import type { FrameFormat } from "../../wire/frame-format.ts";
import { Kind } from "../../wire/kinds.ts";
import { kindOf, type RecordTable } from "../../wire/records.ts";
import type { PlacedPatch } from "../repair.ts";
import { Merge } from "./merge.ts";
import { mergeMessage } from "./message.ts";
import { Side } from "./side.ts";

/** Bytes whose messages are edited as JSON. */
export interface EditedMessages {
  readonly bytes: Uint8Array;
  readonly type: DescMessage;
  readonly registry: Registry;
  /** Absent for one message without a frame. */
  readonly format?: FrameFormat | undefined;
}

/** What a writer makes of the JSON of one message, before and after the edit. */
export interface MessageChange {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** Patches without repaired lengths, and the records they are of. */
export interface JsonPatches {
  readonly table: RecordTable;
  readonly patches: readonly PlacedPatch[];
}

/**
 * The patches that make bytes say what their JSON says after an edit, at any depth: what says the same keeps its bytes,
 * its place and its form. `changes` has one entry for each message of the bytes, in order; undefined leaves one alone.
 */
export function jsonPatches(
  { bytes, type, registry, format }: EditedMessages,
  changes: readonly (MessageChange | undefined)[],
): JsonPatches {
  const shapes = new Shapes(registry);
  const there = new Side(bytes, type, shapes, format);
  const containers = messageRows(there.table);
  const patches = changes.flatMap((change, index) => {
    const container = containers[index];
    if (change === undefined || container === undefined) return [];
    const before = new Side(change.before, type, shapes);
    const after = new Side(change.after, type, shapes);
    const merge = new Merge({ there, before, after });
    mergeMessage(merge, { there: [container], before: [-1], after: [-1] }, shapes.of(type));
    return inOrder(merge.patches);
  });
  return { table: there.table, patches };
}

/** The records that are messages of their own: the frames of a framed buffer, else -1 for the whole. */
function messageRows({ records, format }: RecordTable): readonly number[] {
  if (format === undefined) return [-1];
  const rows: number[] = [];
  for (let row = 0; row < records.count; row = records.next[row] ?? records.count) {
    if (kindOf(records, row) === Kind.frame) rows.push(row);
  }
  return rows;
}

/** By place, what is put in at one place from the inside out; neighbours in one body become one patch. */
function inOrder(patches: readonly PlacedPatch[]): readonly PlacedPatch[] {
  const sorted = [...patches].sort((a, b) => a.start - b.start || a.end - b.end || b.parent - a.parent);
  const runs: PlacedPatch[][] = [];
  for (const patch of sorted) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last?.end === patch.start && last.parent === patch.parent) run.push(patch);
    else runs.push([patch]);
  }
  return runs.flatMap(joined);
}

function joined(run: readonly PlacedPatch[]): PlacedPatch[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  const bytes = new Uint8Array(run.reduce((sum, patch) => sum + patch.bytes.length, 0));
  let written = 0;
  for (const patch of run) {
    bytes.set(patch.bytes, written);
    written += patch.bytes.length;
  }
  return [{ ...first, end: last.end, bytes }];
}
