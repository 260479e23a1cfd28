import { OPAQUE_BINDER } from "../wire/binder.ts";
import { concatBytes } from "../wire/concat-bytes.ts";
import { Kind } from "../wire/kinds.ts";
import { fieldNumberOf, kindOf, type RecordTable, readHeader } from "../wire/records.ts";
import { isSound } from "../wire/soundness.ts";
import { WireType } from "../wire/tag.ts";
import { readVarint, writeVarint } from "../wire/varint.ts";
import { walk } from "../wire/walk.ts";

/** Groups within groups that are gone into. */
const DEEPEST = 100;

/**
 * A message as a writer would put it that knows no schema: tags, lengths and varints in their shortest form, fields in the
 * order of their numbers, those of one number in their own order. LEN bodies stay as they are, for they need not be
 * messages. Undefined for damaged bytes.
 */
export function shortestForms(bytes: Uint8Array): Uint8Array | undefined {
  if (!isSound(bytes)) return undefined;
  const table = walk(bytes, OPAQUE_BINDER);
  return concatBytes(fieldsIn(table, 0, table.records.count, 0));
}

function fieldsIn(table: RecordTable, first: number, end: number, depth: number): readonly Uint8Array[] {
  const fields: { readonly number: number; readonly bytes: Uint8Array }[] = [];
  for (let record = first; record < end; record = table.records.next[record] ?? end) {
    if (kindOf(table.records, record) === Kind.endTag) continue;
    fields.push({ number: fieldNumberOf(table, record), bytes: shortest(table, record, depth) });
  }
  return fields.sort((a, b) => a.number - b.number).map(({ bytes }) => bytes);
}

function shortest(table: RecordTable, record: number, depth: number): Uint8Array {
  const { bytes, records } = table;
  const { tag, body, wireType, endTag } = readHeader(table, record);
  const value = bytes.subarray(body.start, body.end);
  const head = shortestVarint(bytes, tag.start, tag.end);
  if (wireType === WireType.varint) return concatBytes([head, shortestVarint(bytes, body.start, body.end)]);
  if (wireType === WireType.length) return concatBytes([head, writeVarint(BigInt(value.length)), value]);
  if (endTag === undefined || depth >= DEEPEST)
    return concatBytes([head, bytes.subarray(tag.end, endTag?.end ?? body.end)]);
  const inside = fieldsIn(table, record + 1, records.next[record] ?? 0, depth + 1);
  return concatBytes([head, ...inside, shortestVarint(bytes, endTag.start, endTag.end)]);
}

function shortestVarint(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const varint = readVarint(bytes, start, end);
  return varint === undefined ? bytes.subarray(start, end) : writeVarint(varint.value);
}
