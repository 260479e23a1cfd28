import { CLIPPED, Kind } from "./kinds.ts";
import { MarkList } from "./marks.ts";
import { endOf, fieldNumberOf, hasFlag, kindOf, type RecordTable, wireTypeOf } from "./records.ts";
import { finish, type Steps } from "./steps.ts";
import { wireTypeName } from "./tag.ts";

/** Field numbers remembered per message: enough for real ones, bounded for hostile ones. */
const REMEMBERED_NUMBERS = 4096;

/** Messages within messages that are looked into; a hostile chain of millions must not take memory for each. */
const DEEPEST_LOOK = 1000;

const RECORDS_A_STEP = 65_536;

/** What was seen in one message. The wire type of each number's first record, with a bit once it was repeated. */
interface Seen {
  last: number;
  ordered: boolean;
  readonly wireTypes: Map<number, number>;
}

const REPEATED = 8;
const VARIES = 16;

/**
 * What the order of records shows without a schema: fields out of order, repeated numbers, numbers with several
 * wire types, empty payloads. Each is reported once per number and message.
 */
export function findSequenceMarks(table: RecordTable): MarkList {
  return finish(sequenceMarks(table));
}

/** The same in steps. */
export function* sequenceMarks(table: RecordTable): Steps<MarkList> {
  const marks = new MarkList();
  const { records } = table;
  const open: { readonly end: number; readonly seen: Seen }[] = [];
  let seen = freshSeen();
  let end = records.count;
  for (let record = 0; record < records.count; record++) {
    if (record % RECORDS_A_STEP === 0) yield;
    while (record >= end) {
      const outer = open.pop();
      if (outer === undefined) break;
      seen = outer.seen;
      end = outer.end;
    }
    noteRecord(table, record, seen, marks);
    const next = records.next[record] ?? 0;
    if (next > record + 1 && open.length >= DEEPEST_LOOK) record = next - 1;
    else if (next > record + 1) {
      open.push({ end, seen });
      seen = freshSeen();
      end = next;
    }
  }
  return marks;
}

function freshSeen(): Seen {
  return { last: 0, ordered: true, wireTypes: new Map() };
}

function noteRecord(table: RecordTable, record: number, seen: Seen, marks: MarkList): void {
  const kind = kindOf(table.records, record);
  const number = fieldNumberOf(table, record);
  if (number === 0 || kind === Kind.endTag) return;
  const start = table.records.start[record] ?? 0;
  const wireType = wireTypeOf(table, record);
  const known = seen.wireTypes.get(number);
  if (known === undefined) {
    if (number < seen.last && seen.ordered) {
      marks.add("field-order", record, start, tagEnd(table, start));
      seen.ordered = false;
    }
    if (seen.wireTypes.size < REMEMBERED_NUMBERS) seen.wireTypes.set(number, wireType);
  } else if ((known & 7) !== wireType) {
    if ((known & VARIES) === 0) {
      const names = [wireTypeName(wireType) ?? wireType, wireTypeName(known & 7) ?? known & 7];
      marks.add("wire-type-varies", record, start, tagEnd(table, start), names);
    }
    seen.wireTypes.set(number, known | VARIES);
  } else if ((known & REPEATED) === 0) {
    marks.add("repeated-occurrence", record, start, tagEnd(table, start));
    seen.wireTypes.set(number, known | REPEATED);
  }
  seen.last = number;
  if (kind === Kind.empty && !hasFlag(table.records, record, CLIPPED)) {
    const end = endOf(table.records, record);
    marks.add("empty-payload", record, end, end);
  }
}

function tagEnd(table: RecordTable, start: number): number {
  let end = start;
  while (end < table.bytes.length && (table.bytes[end] ?? 0) >= 0x80) end++;
  return end + 1;
}
