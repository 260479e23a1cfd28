import type { Binder } from "./binder.ts";
import { RecordColumns } from "./columns.ts";
import { type FrameFormat, holdsMessage } from "./frame-format.ts";
import { CLIPPED, DAMAGED, Kind } from "./kinds.ts";
import { MarkList } from "./marks.ts";
import { NumberStack } from "./number-stack.ts";
import { exactFieldNumber } from "./records.ts";
import { WireType } from "./tag.ts";
import { MAXIMUM_VARINT_LENGTH, varintLength, varintToNumber } from "./varint.ts";
import type { WalkOptions } from "./walk.ts";
import { noteClipped, noteFrame, noteTag, noteTooLong, noteVarint } from "./walk-notes.ts";

/** Records of one walk at most; the bytes after them become one gap, with a finding. */
const MAXIMUM_RECORDS = 16_777_216;
/** Nested messages and groups that parsers allow. */
const USUAL_DEPTH_LIMIT = 100;

/** Open records whose ends are told while a walk goes on; a hostile chain of millions must not take memory for each. */
const MOST_OPEN_ENDS = 100_000;

/** What a walker goes back to. */
interface Place {
  readonly count: number;
  readonly position: number;
  readonly current: number;
  readonly limit: number;
  readonly depth: number;
  readonly scope: number;
  readonly scopes: Int32Array;
  readonly limits: Int32Array;
}

/**
 * Takes a buffer apart into records, as far as it is told at a time. Total: it never throws, uses no call stack for
 * nesting (the parent column is the stack) and allocates nothing by a length it read. Every body is bounded by its
 * parent, so damage stays inside the body it is in.
 */
export class Walker {
  readonly records: RecordColumns;
  readonly marks = new MarkList();
  private readonly bytes: Uint8Array;
  private readonly binder: Binder;
  private maximumRecords: number;
  private isStopped = false;
  private readonly format: FrameFormat | undefined;
  private readonly scopes = new NumberStack();
  private readonly limits = new NumberStack();
  private scope: number;
  private position = 0;
  private limit: number;
  private current = -1;
  private depth = 0;
  /** What the last tag said. */
  private number = 0;
  private wireType = 0;
  private damaged = 0;

  constructor(bytes: Uint8Array, binder: Binder, options: WalkOptions = {}) {
    const { maximumRecords = MAXIMUM_RECORDS, format } = options;
    this.bytes = bytes;
    this.format = format;
    // A frame is no level of nesting that a parser would count.
    if (format !== undefined) this.depth = -1;
    this.binder = binder;
    this.maximumRecords = maximumRecords;
    this.records = new RecordColumns(bytes.length, maximumRecords);
    this.limit = bytes.length;
    this.scope = binder.root;
  }

  /** Bytes that were walked. */
  get walked(): number {
    return this.position;
  }

  /** Walks until a record begins at `stop` or after it. True when all was walked; the columns are trimmed then. */
  runTo(stop: number): boolean {
    for (;;) {
      if (this.position < this.limit) {
        if (this.position >= stop) return false;
        this.step();
      } else if (this.current >= 0) this.leave();
      else break;
    }
    this.records.trim();
    return true;
  }

  /** Takes what was not walked as a gap. */
  stop(): void {
    this.isStopped = true;
    this.maximumRecords = this.records.count;
    this.runTo(this.bytes.length);
  }

  /** Remembers the place; the function that it returns goes back to it. */
  save(): () => void {
    const { position, current, limit, depth, scope } = this;
    const place = { position, current, limit, depth, scope, count: this.records.count };
    const stacks = { scopes: this.scopes.toArray(), limits: this.limits.toArray() };
    const [marks, binder] = [this.marks.save(), this.binder.save?.()];
    return () => {
      this.goTo({ ...place, ...stacks });
      marks();
      binder?.();
    };
  }

  private goTo({ position, current, limit, depth, scope, count, scopes, limits }: Place): void {
    this.position = position;
    this.current = current;
    this.limit = limit;
    this.depth = depth;
    this.scope = scope;
    this.records.count = count;
    this.scopes.fill(scopes);
    this.limits.fill(limits);
  }

  /** Shows what was walked so far in other columns: records that are open reach as far as their length says. */
  show(to: RecordColumns): void {
    const { records } = this;
    const openEnds = new Map<number, number>();
    const limits = this.limits.toArray();
    let limit = this.limit;
    for (let row = this.current, level = limits.length - 1; row >= 0; row = records.parent[row] ?? -1) {
      records.next[row] = records.count;
      if (openEnds.size < MOST_OPEN_ENDS) openEnds.set(row, limit);
      limit = limits[level--] ?? 0;
    }
    to.show(records, this.position, openEnds.size === 0 ? undefined : openEnds);
  }

  private step(): void {
    const start = this.position;
    if (this.records.count >= this.maximumRecords) {
      this.stopAtRecordLimit(start);
      return;
    }
    if (this.current < 0 && this.format !== undefined) {
      this.frame(start, this.format);
      return;
    }
    if (!this.readTag(start)) return;
    if (this.wireType === WireType.varint) this.varint(start);
    else if (this.wireType === WireType.length) this.lengthDelimited(start);
    else if (this.wireType === WireType.fixed32) this.fixed(start, 4, Kind.fixed32);
    else if (this.wireType === WireType.fixed64) this.fixed(start, 8, Kind.fixed64);
    else if (this.wireType === WireType.startGroup) this.openGroup(start);
    else this.endGroup(start);
  }

  private frame(start: number, format: FrameFormat): void {
    const header = format.read(this.bytes, start);
    if (header === undefined) {
      const row = this.records.append(start, -1, Kind.gap | DAMAGED);
      this.marks.add(format.remainder, row, start, this.limit);
      this.position = this.limit;
      return;
    }
    const { payloadStart } = header;
    const end = Math.min(payloadStart + header.length, this.limit);
    const kind = holdsMessage(header) ? Kind.frame : Kind.sealedFrame;
    const row = this.records.append(start, -1, kind);
    if (noteFrame(this.marks, row, start, end, header)) {
      this.records.kind[row] = (this.records.kind[row] ?? 0) | DAMAGED | CLIPPED;
    }
    this.position = end;
    if (kind === Kind.sealedFrame || end === payloadStart) return;
    this.position = payloadStart;
    this.scopes.push(this.scope);
    this.limits.push(this.limit);
    this.scope = this.binder.root;
    this.current = row;
    this.limit = end;
    this.depth++;
  }

  /** False when the tag cannot be used and the body ended with it. */
  private readTag(start: number): boolean {
    this.damaged = 0;
    const first = this.bytes[start] ?? 0;
    const wireType = first & 7;
    if (first >= 0x80 || first < 8 || wireType > 5) return this.readUncommonTag(start);
    this.number = first >>> 3;
    this.wireType = wireType;
    this.position = start + 1;
    return true;
  }

  /** Tags of more than one byte and tags that no message can have. False when the body ended here. */
  private readUncommonTag(start: number): boolean {
    const length = varintLength(this.bytes, start, this.limit);
    if (length === 0) {
      const row = this.records.append(start, this.current, Kind.gap | DAMAGED);
      if (this.limit - start >= MAXIMUM_VARINT_LENGTH)
        noteTooLong(this.marks, row, this.bytes, start, this.limit);
      else this.marks.add("truncated-tag", row, start, this.limit);
      this.position = this.limit;
      return false;
    }
    this.position = start + length;
    this.number = Math.floor(varintToNumber(this.bytes, start, length) / 8);
    this.wireType = (this.bytes[start] ?? 0) & 7;
    const end = start + length;
    if (noteTag(this.marks, this.records.count, this.bytes, start, end, this.number)) this.damaged = DAMAGED;
    if (this.number !== 0 && this.wireType < 6) return true;
    const row = this.breakOff(start);
    if (this.number === 0) this.marks.add("field-number-zero", row, start, end);
    else this.marks.add("wire-type-reserved", row, start, end, [this.wireType]);
    return false;
  }

  private varint(start: number): void {
    const value = this.position;
    const first = this.bytes[value] ?? 0;
    if (first < 0x80 && value < this.limit) {
      this.position = value + 1;
      this.records.append(start, this.current, Kind.varint | this.damaged);
      return;
    }
    const length = varintLength(this.bytes, value, this.limit);
    if (length === 0) {
      this.breakAtVarint(start, value, "truncated-varint");
      return;
    }
    this.position = value + length;
    const row = this.records.append(start, this.current, Kind.varint | this.damaged);
    noteVarint(this.marks, row, this.bytes, value, length, "varint-overlong");
  }

  private fixed(start: number, size: number, kind: Kind): void {
    const value = this.position;
    const missing = value + size - this.limit;
    if (missing > 0) {
      const row = this.breakOff(start);
      this.marks.add("truncated-fixed", row, value, this.limit, [missing]);
      return;
    }
    this.position = value + size;
    this.records.append(start, this.current, kind | this.damaged);
  }

  private lengthDelimited(start: number): void {
    const prefix = this.position;
    const prefixLength = varintLength(this.bytes, prefix, this.limit);
    if (prefixLength === 0) {
      this.breakAtVarint(start, prefix, "truncated-length");
      return;
    }
    const body = prefix + prefixLength;
    const said = varintToNumber(this.bytes, prefix, prefixLength);
    let end = body + said;
    if (end > this.limit) {
      end = this.limit;
      this.damaged |= DAMAGED | CLIPPED;
    }
    const kind = this.binder.bodyKind(this.scope, this.number, body, end);
    const row = this.records.append(start, this.current, kind | this.damaged);
    if (prefixLength > 1) noteVarint(this.marks, row, this.bytes, prefix, prefixLength, "length-overlong");
    if ((this.damaged & CLIPPED) !== 0) {
      noteClipped(this.marks, row, this.bytes, { prefix, body, said, limit: this.limit });
    }
    this.position = end;
    if (kind === Kind.message && end > body) {
      this.position = body;
      this.enter(row, end, body);
    }
  }

  private openGroup(start: number): void {
    const row = this.records.append(start, this.current, Kind.group | this.damaged);
    this.enter(row, this.limit, this.position);
  }

  private endGroup(start: number): void {
    const group = this.current;
    const inGroup = group >= 0 && ((this.records.kind[group] ?? 0) & 0x0f) === Kind.group;
    const opened = inGroup ? exactFieldNumber(this.bytes, this.records.start[group] ?? 0, this.limit) : 0n;
    const closed = inGroup ? exactFieldNumber(this.bytes, start, this.position) : 0n;
    const fits = inGroup && opened === closed;
    const flags = fits ? this.damaged : DAMAGED;
    const row = this.records.append(start, group, Kind.endTag | flags);
    if (!inGroup) {
      this.marks.add("group-end-stray", row, start, this.position);
      return;
    }
    if (!fits) this.marks.add("group-end-mismatch", row, start, this.position, [opened, closed]);
    this.close(group);
  }

  private enter(row: number, limit: number, body: number): void {
    this.depth++;
    if (this.depth === USUAL_DEPTH_LIMIT + 1) {
      this.marks.add("depth-over-100", row, this.records.start[row] ?? 0, limit);
    }
    this.scopes.push(this.scope);
    this.limits.push(this.limit);
    this.scope = this.binder.enter(this.scope, this.number, this.wireType, body, limit);
    this.current = row;
    this.limit = limit;
  }

  /** The body in hand is used up. */
  private leave(): void {
    const row = this.current;
    if (((this.records.kind[row] ?? 0) & 0x0f) === Kind.group) {
      const start = this.records.start[row] ?? 0;
      const body = start + varintLength(this.bytes, start, this.limit);
      const number = exactFieldNumber(this.bytes, start, body);
      this.records.kind[row] = (this.records.kind[row] ?? 0) | DAMAGED;
      this.marks.add("group-unclosed", row, body, this.limit, [number]);
    }
    this.close(row);
  }

  private close(row: number): void {
    this.records.next[row] = this.records.count;
    this.current = this.records.parent[row] ?? -1;
    this.limit = this.limits.pop();
    this.scope = this.scopes.pop();
    this.depth--;
  }

  /** Appends a record of which only the tag could be read, up to the end of the body. */
  private breakOff(start: number): number {
    this.position = this.limit;
    return this.records.append(start, this.current, Kind.brokenTag | DAMAGED);
  }

  private breakAtVarint(start: number, value: number, code: "truncated-varint" | "truncated-length"): void {
    const row = this.breakOff(start);
    if (this.limit - value >= MAXIMUM_VARINT_LENGTH)
      noteTooLong(this.marks, row, this.bytes, value, this.limit);
    else if (code === "truncated-length" || this.limit === this.bytes.length) {
      this.marks.add(code, row, value, this.limit);
    } else {
      const verb = value === this.limit ? "start" : "go on";
      this.marks.add(code, row, value, this.limit, [`value would ${verb} in the parent`]);
    }
  }

  private stopAtRecordLimit(start: number): void {
    const row = this.records.append(start, this.current, Kind.gap);
    if (this.isStopped) this.marks.add("reading-stopped", row, start, this.limit);
    else this.marks.add("record-limit", row, start, this.limit, [this.maximumRecords]);
    this.position = this.limit;
  }
}
