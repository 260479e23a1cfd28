import { ScalarType } from "@bufbuild/protobuf";
import { auditText } from "../wire/bind/audit-text.ts";
import { Kind } from "../wire/kinds.ts";
import { MarkList } from "../wire/marks.ts";
import {
  endOf,
  fieldNumberOf,
  kindOf,
  type RecordTable,
  readHeader,
  recordAt,
  wireTypeOf,
} from "../wire/records.ts";
import { interpretFloat, readRawBits } from "../wire/scalar.ts";
import type { Steps } from "../wire/steps.ts";
import { WireType } from "../wire/tag.ts";
import type { GuessBinder } from "./binder.ts";
import { typeNameOfUrl } from "./extra-readings.ts";
import { confidenceOf } from "./reading.ts";
import { rankBodies } from "./settle.ts";

/** The places where the two best readings are close. */
export function markAmbiguities(table: RecordTable, guess: GuessBinder): MarkList {
  const marks = new MarkList();
  const gaps = new Map<number, number>();
  for (const { start, end, node } of guess.ambiguities) {
    // What is doubtful of one body may be sure of all together.
    const pooled = gaps.get(node) ?? pooledGap(guess, node);
    gaps.set(node, pooled);
    if (confidenceOf(pooled) !== "ambiguous") continue;
    const ranking = guess.rank(start, end);
    const record = recordAt(table.records, start - 1);
    const [best, second] = ranking.readings;
    if (best === undefined || second === undefined) continue;
    const from = table.records.start[record] ?? start;
    marks.add("reading-ambiguous", record, from, end, [best.name, second.name, ranking.gap.toFixed(1)]);
  }
  return marks;
}

function pooledGap(guess: GuessBinder, node: number): number {
  const bodies = guess.pool.bodies(node);
  if (bodies.length < 2) return 0;
  const [best, second] = rankBodies(bodies);
  return best === undefined || second === undefined ? Number.POSITIVE_INFINITY : second.cost - best.cost;
}

const RECORDS_A_STEP = 65_536;

/**
 * What guessed texts and numbers show, in steps: byte order marks, control characters, type URLs, NaNs with a
 * payload.
 */
export function* guessedMarks(table: RecordTable): Steps<MarkList> {
  const marks = new MarkList();
  const { bytes, records } = table;
  for (let record = 0; record < records.count; record++) {
    if (record % RECORDS_A_STEP === 0) yield;
    const kind = kindOf(records, record);
    if (kind === Kind.text) {
      const { body } = readHeader(table, record);
      auditText({ bytes, record, start: body.start, end: body.end, marks });
      markAny(table, record, marks);
    } else if (kind === Kind.fixed32) markNan(table, record, marks);
  }
  return marks;
}

/** A message of a type URL and a LEN body is an Any whose type nobody has loaded. */
function markAny(table: RecordTable, url: number, marks: MarkList): void {
  const { records, bytes } = table;
  const parent = records.parent[url] ?? -1;
  const value = url + 1;
  const end = parent < 0 ? records.count : (records.next[parent] ?? 0);
  if (url !== parent + 1 || value >= end || records.next[value] !== end) return;
  if (fieldNumberOf(table, url) !== 1 || fieldNumberOf(table, value) !== 2) return;
  if (wireTypeOf(table, value) !== WireType.length) return;
  const { body } = readHeader(table, url);
  const typeName = typeNameOfUrl(bytes, body);
  if (typeName !== undefined)
    marks.add("any-unresolved", value, records.start[value] ?? 0, endOf(records, value), [typeName]);
}

/** A signalling float NaN is hardly anything else; 64-bit patterns like it are often plain integers. */
function markNan(table: RecordTable, record: number, marks: MarkList): void {
  const end = endOf(table.records, record);
  if (((table.bytes[end - 1] ?? 0) & 0x7f) !== 0x7f) return;
  const raw = readRawBits(table.bytes, 5, { start: end - 4, end });
  if (!Number.isNaN(interpretFloat(raw, ScalarType.FLOAT)) || raw === 0x7fc0_0000n || raw >> 31n === 1n)
    return;
  marks.add("nan-noncanonical", record, end - 4, end, [raw.toString(16).padStart(8, "0")]);
}
