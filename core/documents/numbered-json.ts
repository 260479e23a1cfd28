import { isContainer, isFrame, isPacked, Kind } from "../wire/kinds.ts";
import { packedItemAt } from "../wire/packed.ts";
import { endOf, fieldNumberText, kindOf, type RecordTable, readHeader, recordAt } from "../wire/records.ts";
import { byteCount } from "../wire/rule.ts";
import { finish, type Steps } from "../wire/steps.ts";
import { encodeBase64 } from "./base64.ts";
import type { DocumentJson } from "./document.ts";
import { guessNumberText } from "./guessed-value.ts";
import { hexText } from "./text.ts";
import { TextWriter } from "./text-writer.ts";

/** UTF-16 units after which the numbered JSON is cut; the tree and the hex view show everything. */
const LONGEST_NUMBERED_JSON = 16_777_216;
const VALUES_A_STEP = 8192;
/** Indented levels; deeper ones stay there, or a chain of 3,000 messages would be mostly spaces. */
const INDENTED_LEVELS = 32;

/** A body whose members are being written. */
interface Frame {
  readonly groups: readonly Group[];
  group: number;
  item: number;
  /** Where the member that holds this body began, and its bytes. */
  readonly textStart: number;
  readonly record: number;
  /** The messages of several frames: an array without keys. */
  readonly isList?: true;
}

/** All records of one number in one body, in the order of the first. */
interface Group {
  readonly key: string;
  readonly records: number[];
}

/**
 * A JSON text with field numbers as keys, for a message without a schema: repeated numbers are arrays, bytes are
 * base64, integers beyond 2^53 are strings, gaps are comments. With the bytes behind each part. Cut at
 * `LONGEST_NUMBERED_JSON` with a comment that says so.
 */
export function writeNumberedJson(table: RecordTable): DocumentJson {
  return finish(numberedJson(table));
}

/** The same in steps. */
export function numberedJson(table: RecordTable): Steps<DocumentJson> {
  return new NumberedJson(table).write();
}

class NumberedJson {
  private readonly table: RecordTable;
  private readonly out = new TextWriter();
  private readonly frames: Frame[] = [];

  constructor(table: RecordTable) {
    this.table = table;
  }

  *write(): Steps<DocumentJson> {
    const { records, format } = this.table;
    if (format === undefined) this.open(-1, 0, records.count, 0);
    else if ((records.next[0] ?? 0) >= records.count && records.count > 0) this.value(0, 0);
    else this.openList();
    for (let count = 0; this.frames.length > 0 && this.out.length < LONGEST_NUMBERED_JSON; count++) {
      if (count % VALUES_A_STEP === 0) yield;
      this.step();
    }
    if (this.frames.length > 0) this.cut();
    return this.out.finish();
  }

  private openList(): void {
    const { records } = this.table;
    const all: number[] = [];
    for (let record = 0; record < records.count; record = records.next[record] ?? records.count)
      all.push(record);
    this.out.write("[");
    const groups = all.length === 0 ? [] : [{ key: "", records: all }];
    this.frames.push({ groups, group: 0, item: 0, textStart: 0, record: -1, isList: true });
  }

  private step(): void {
    const frame = this.frames.at(-1);
    if (frame === undefined) return;
    const group = frame.groups[frame.group];
    if (group === undefined) {
      this.close(frame);
      return;
    }
    const record = group.records[frame.item];
    if (record === undefined) {
      this.finishGroup(frame, group);
      return;
    }
    const textStart = this.beginItem(frame, group);
    frame.item++;
    this.value(record, textStart);
  }

  /** Writes what stands before a value and returns where its text begins: at the key, unless it is in an array. */
  private beginItem(frame: Frame, group: Group): number {
    const many = group.records.length > 1;
    if (frame.isList === true) return this.beginListItem(frame, group);
    if (frame.item > 0) this.out.write(", ");
    else this.newLine();
    const atKey = this.out.length;
    if (frame.item === 0 && group.key !== "") this.out.write(`"${group.key}": ${many ? "[" : ""}`);
    return many ? this.out.length : atKey;
  }

  private beginListItem(frame: Frame, group: Group): number {
    const isGap = kindOf(this.table.records, group.records[frame.item] ?? 0) === Kind.gap;
    if (frame.item > 0 && !isGap) this.out.write(",");
    this.newLine();
    return this.out.length;
  }

  private finishGroup(frame: Frame, group: Group): void {
    if (group.records.length > 1 && frame.isList !== true) this.out.write("]");
    frame.group++;
    frame.item = 0;
    const membersFollow = frame.groups.slice(frame.group, frame.group + 2).some((later) => later.key !== "");
    if (membersFollow && group.key !== "") this.out.write(",");
  }

  private value(record: number, textStart: number): void {
    const kind = kindOf(this.table.records, record);
    const { body } = readHeader(this.table, record);
    if (isContainer(kind)) {
      this.open(record, record + 1, this.table.records.next[record] ?? record + 1, textStart);
      return;
    }
    if (kind === Kind.gap || kind === Kind.brokenTag) this.gap(kind, body.start, body.end);
    else if (isPacked(kind)) this.packed(kind, body.start, body.end);
    else this.out.write(this.leaf(kind, body.start, body.end));
    this.link(textStart, record);
  }

  private leaf(kind: Kind, start: number, end: number): string {
    const { bytes } = this.table;
    if (kind === Kind.varint || kind === Kind.fixed32 || kind === Kind.fixed64) {
      return jsonNumber(guessNumberText(bytes, kind, { start, end }));
    }
    if (kind === Kind.text || (isFrame(kind) && this.isText(start)))
      return JSON.stringify(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end)));
    return kind === Kind.empty ? '""' : `"${encodeBase64(bytes.subarray(start, end))}"`;
  }

  /** Trailers and ends of streams are text. */
  private isText(payloadStart: number): boolean {
    const { bytes, records, format } = this.table;
    const record = recordAt(records, Math.max(0, payloadStart - 1));
    return (format?.read(bytes, records.start[record] ?? 0)?.role ?? "message") !== "message";
  }

  private packed(kind: Kind, start: number, end: number): void {
    const item =
      kind === Kind.packedVarint ? Kind.varint : kind === Kind.packedFixed32 ? Kind.fixed32 : Kind.fixed64;
    const body = { start, end };
    this.out.write("[");
    for (let at = start; at < end && this.out.length < LONGEST_NUMBERED_JSON; ) {
      const span = packedItemAt(this.table.bytes, kind, body, at);
      if (at > start) this.out.write(", ");
      const textStart = this.out.length;
      this.out.write(jsonNumber(guessNumberText(this.table.bytes, item, span)));
      this.out.link(textStart, span.start, span.end);
      at = span.end;
    }
    this.out.write("]");
  }

  private gap(kind: Kind, start: number, end: number): void {
    const bytes = hexText(this.table.bytes, start, end, 16);
    const comment = `/* ${byteCount(end - start)} that cannot be read${bytes === "" ? "" : `: ${bytes}`} */`;
    this.out.write(kind === Kind.brokenTag ? `null ${comment}` : comment);
  }

  private open(record: number, first: number, end: number, textStart: number): void {
    this.out.write("{");
    this.frames.push({ groups: this.groupsOf(first, end), group: 0, item: 0, textStart, record });
  }

  private close(frame: Frame): void {
    this.frames.pop();
    if (frame.groups.length > 0) this.newLine();
    this.out.write(frame.isList === true ? "]" : "}");
    if (frame.record >= 0) this.link(frame.textStart, frame.record);
  }

  /** Records of one body by number; end tags are left out, gaps have the empty key. */
  private groupsOf(first: number, end: number): readonly Group[] {
    const { records } = this.table;
    const groups: Group[] = [];
    const byKey = new Map<string, Group>();
    let seen = 0;
    for (
      let record = first;
      record < end && seen < LONGEST_NUMBERED_JSON / 4;
      record = records.next[record] ?? end
    ) {
      const kind = kindOf(records, record);
      if (kind === Kind.endTag) continue;
      const key = kind === Kind.gap ? "" : fieldNumberText(this.table, record);
      const group = key === "" ? undefined : byKey.get(key);
      if (group !== undefined) group.records.push(record);
      else {
        const fresh = { key, records: [record] };
        groups.push(fresh);
        byKey.set(key, fresh);
      }
      seen++;
    }
    return groups;
  }

  private newLine(): void {
    this.out.write(`\n${"  ".repeat(Math.min(this.frames.length, INDENTED_LEVELS))}`);
  }

  private link(textStart: number, record: number): void {
    const { records } = this.table;
    this.out.link(textStart, records.start[record] ?? 0, endOf(records, record));
  }

  private cut(): void {
    this.out.write("\n/* The rest is too long for one text; the tree and the bytes show it. */");
  }
}

/** ProtoJSON's way with numbers that JSON cannot hold exactly: as strings. */
function jsonNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(Number(text)) ? text : `"${text}"`;
  return Number.isFinite(Number(text)) ? text : `"${text}"`;
}
