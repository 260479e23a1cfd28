import type { BytePatch } from "../contract/edit.ts";
import type { Span } from "../finding.ts";
import { OPAQUE_BINDER } from "../wire/binder.ts";
import { endOf, fieldNumberOf, type RecordTable } from "../wire/records.ts";
import { walk } from "../wire/walk.ts";

/** Where the outermost records of each field are, by number. */
type FieldSpans = ReadonlyMap<number, readonly Span[]>;

/**
 * Patches that give `bytes` the fields of `after`, where `before` is how a writer puts what `bytes` mean. A field
 * that `before` and `after` have alike keeps its bytes, in its order and with its widths; so does one that neither
 * has. A field that differs is written as in `after`, in the place of its first record, or in the order of numbers.
 */
export function jsonPatches(bytes: Uint8Array, before: Uint8Array, after: Uint8Array): readonly BytePatch[] {
  const there = fieldsOf(bytes);
  const old = fieldsOf(before);
  const wanted = fieldsOf(after);
  const patches: BytePatch[] = [];
  for (const number of new Set([...old.keys(), ...wanted.keys()])) {
    const next = joined(after, wanted.get(number));
    if (same(joined(before, old.get(number)), next)) continue;
    const spans = there.get(number) ?? [];
    const place = spans[0]?.start ?? placeFor(number, there, bytes.length);
    patches.push(trimmed(bytes, { start: place, end: spans[0]?.end ?? place, bytes: next }));
    for (const span of spans.slice(1)) patches.push({ ...span, bytes: new Uint8Array(0) });
  }
  return patches.sort((a, b) => a.start - b.start || a.end - b.end);
}

function fieldsOf(bytes: Uint8Array): FieldSpans {
  const table: RecordTable = walk(bytes, OPAQUE_BINDER);
  const { records } = table;
  const fields = new Map<number, Span[]>();
  for (let record = 0; record < records.count; record = records.next[record] ?? records.count) {
    const number = fieldNumberOf(table, record);
    const span = { start: records.start[record] ?? 0, end: endOf(records, record) };
    const spans = fields.get(number);
    if (spans === undefined) fields.set(number, [span]);
    else spans.push(span);
  }
  return fields;
}

function joined(bytes: Uint8Array, spans: readonly Span[] = []): Uint8Array {
  const all = new Uint8Array(spans.reduce((sum, { start, end }) => sum + end - start, 0));
  let written = 0;
  for (const { start, end } of spans) {
    all.set(bytes.subarray(start, end), written);
    written += end - start;
  }
  return all;
}

/** Before the first field with a larger number, so that fields in order stay in order. */
function placeFor(number: number, there: FieldSpans, end: number): number {
  const larger = [...there].filter(([other]) => other > number).map(([, spans]) => spans[0]?.start ?? end);
  return Math.min(end, ...larger);
}

/** Without the bytes at either end that stay as they are. */
function trimmed(bytes: Uint8Array, patch: BytePatch): BytePatch {
  let { start, end } = patch;
  let first = 0;
  let last = patch.bytes.length;
  while (start < end && first < last && bytes[start] === patch.bytes[first]) {
    start += 1;
    first += 1;
  }
  while (end > start && last > first && bytes[end - 1] === patch.bytes[last - 1]) {
    end -= 1;
    last -= 1;
  }
  return { start, end, bytes: patch.bytes.slice(first, last) };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
