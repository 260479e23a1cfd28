import type { DescOneof } from "@bufbuild/protobuf";
import type { FieldShape } from "../../wire/bind/shape.ts";
import type { MessageShape } from "../../wire/bind/shapes.ts";
import { sameBytes } from "../../wire/same-bytes.ts";
import { mergeList } from "./list.ts";
import { mergeMap } from "./map.ts";
import type { FieldMerge, Merge, Three } from "./merge.ts";
import type { FieldRows } from "./side.ts";

/** The records whose bodies are one message, in all three forms; merged ones are several. */
type Containers = Three<readonly number[]>;

/**
 * Finds the patches that make a message say what it says after the edit. Only values that differ are touched; unknown
 * fields, the order of records, the forms of lengths and of values that are the same all stay.
 */
export function mergeMessage(merge: Merge, containers: Containers, shape: MessageShape): void {
  const { sides } = merge;
  const fields: Three<FieldRows> = {
    there: sides.there.fields(containers.there, shape),
    before: sides.before.fields(containers.before, shape),
    after: sides.after.fields(containers.after, shape),
  };
  dropMembers(merge, fields, shape);
  const container = containers.there.at(-1) ?? -1;
  const numbers = new Set([...fields.before.keys(), ...fields.after.keys()]);
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const field = shape.field(number);
    if (field === undefined) continue;
    const rows = {
      there: inForce(fields.there, field, shape),
      before: fields.before.get(number) ?? [],
      after: fields.after.get(number) ?? [],
    };
    if (!isUntouched(merge, rows)) mergeField(merge, { shape, field, rows, container });
  }
}

/** Whether a field is written alike before and after, from its first record to its last: most are, and need no look. */
function isUntouched({ sides }: Merge, { before, after }: FieldMerge["rows"]): boolean {
  const [first, last, afterFirst, afterLast] = [before[0], before.at(-1), after[0], after.at(-1)];
  if (first === undefined || last === undefined || afterFirst === undefined || afterLast === undefined)
    return false;
  const old = { start: sides.before.whole(first).start, end: sides.before.whole(last).end };
  const fresh = { start: sides.after.whole(afterFirst).start, end: sides.after.whole(afterLast).end };
  return before.length === after.length && sameBytes(sides.before.bytes(old), sides.after.bytes(fresh));
}

function mergeField(merge: Merge, change: FieldMerge): void {
  const { field } = change;
  if (field.entry !== undefined) {
    mergeMap(merge, change, (there, before, after) => void mergeInside(merge, [there], [before], [after]));
  } else if (field.repeated) {
    mergeList(merge, change, (there, before, after) => mergeInside(merge, [there], [before], [after]));
  } else mergeSingular(merge, change);
}

function mergeSingular(merge: Merge, { field, rows, container }: FieldMerge): void {
  const { sides } = merge;
  const [before, after, row] = [rows.before.at(-1), rows.after.at(-1), rows.there.at(-1)];
  if (after === undefined) {
    // The members of a oneof that lost their place are gone already.
    if (field.oneof === undefined) merge.delete(rows.there);
    return;
  }
  const value = sides.after.bytes(sides.after.value(after));
  if (before !== undefined && sameBytes(sides.before.bytes(sides.before.value(before)), value)) return;
  if (row === undefined) {
    merge.insertRows([after], field.number, container);
    return;
  }
  // Messages that come several times are merged; of everything else the last one counts.
  const there = field.message === undefined ? [row] : rows.there;
  if (!mergeInside(merge, there, rows.before, rows.after)) merge.setValue(row, after);
}

/** Merges what is inside records. False where that is no message, or not of one type. */
function mergeInside(
  merge: Merge,
  there: readonly number[],
  before: readonly number[],
  after: readonly number[],
): boolean {
  const { sides } = merge;
  const shape = sides.there.shapeInside(there.at(-1));
  if (shape === undefined || sides.after.shapeInside(after.at(-1)) !== shape) return false;
  if (before.length > 0 && sides.before.shapeInside(before.at(-1)) !== shape) return false;
  mergeMessage(merge, { there, before, after }, shape);
  return true;
}

/** Deletes members of oneofs that have another member now, or none: one that is left over would come back. */
function dropMembers(merge: Merge, fields: Three<FieldRows>, shape: MessageShape): void {
  const oneofs = new Set(shape.fields.flatMap(({ oneof }) => (oneof === undefined ? [] : [oneof])));
  for (const oneof of oneofs) {
    const members = membersOf(oneof, shape);
    const before = members.find(({ number }) => fields.before.has(number));
    const after = members.find(({ number }) => fields.after.has(number));
    if (before === after) continue;
    for (const member of members) if (member !== after) merge.delete(fields.there.get(member.number) ?? []);
  }
}

/** The records that count: those of a oneof's member only after the last of another member. */
function inForce(fields: FieldRows, field: FieldShape, shape: MessageShape): readonly number[] {
  const rows = fields.get(field.number) ?? [];
  if (field.oneof === undefined || field.message === undefined || rows.length < 2) return rows;
  const others = membersOf(field.oneof, shape).filter((member) => member !== field);
  const last = Math.max(-1, ...others.map(({ number }) => fields.get(number)?.at(-1) ?? -1));
  const counting = rows.filter((row) => row > last);
  return counting.length > 0 ? counting : rows.slice(-1);
}

function membersOf(oneof: DescOneof, shape: MessageShape): readonly FieldShape[] {
  return shape.fields.filter((field) => field.oneof === oneof);
}
