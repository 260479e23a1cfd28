import type { Kind } from "./kinds.ts";
import type { Records } from "./records.ts";

const FEWEST = 16;

/** Growing columns behind `Records`. The walker is the only writer. */
export class RecordColumns implements Records {
  count = 0;
  byteLength: number;
  openEnds: ReadonlyMap<number, number> | undefined;
  start: Uint32Array;
  parent: Int32Array;
  next: Uint32Array;
  kind: Uint8Array;
  private readonly most: number;
  private readonly bufferLength: number;
  private capacity: number;

  /** For a buffer of `byteLength`, and `most` records at most. */
  constructor(byteLength: number, most: number) {
    this.byteLength = byteLength;
    this.bufferLength = byteLength;
    this.most = most;
    this.capacity = Math.max(FEWEST, Math.min(byteLength >>> 4, most + 1));
    this.start = new Uint32Array(this.capacity);
    this.parent = new Int32Array(this.capacity);
    this.next = new Uint32Array(this.capacity);
    this.kind = new Uint8Array(this.capacity);
  }

  /** Appends a leaf record and returns its row; a container gets its `next` when it closes. */
  append(start: number, parent: number, kind: Kind | number): number {
    const record = this.count;
    if (record === this.capacity) this.resize(this.expected(start));
    this.start[record] = start;
    this.parent[record] = parent;
    this.next[record] = record + 1;
    this.kind[record] = kind;
    this.count = record + 1;
    return record;
  }

  /** Gives back what growing took too much. */
  trim(): void {
    if (this.capacity > this.count * 1.1 + FEWEST) this.resize(this.count);
  }

  /**
   * Shows the records of other columns as far as they were walked: `position` is where the next one begins. The columns
   * are shared, and may be written to behind `count`.
   */
  show(walked: RecordColumns, position: number, openEnds: ReadonlyMap<number, number> | undefined): void {
    this.start = walked.start;
    this.parent = walked.parent;
    this.next = walked.next;
    this.kind = walked.kind;
    this.count = walked.count;
    this.byteLength = position;
    this.openEnds = openEnds;
  }

  /** As many records as the rest of the buffer will have when it is like what was read: copying is dear. */
  private expected(start: number): number {
    const likely = start === 0 ? 0 : Math.ceil((this.count / start) * this.bufferLength * 1.02);
    const least = Math.ceil(this.capacity * 1.25) + FEWEST;
    // Never more than one record a byte, for there are none without bytes.
    return Math.max(least, Math.min(likely, this.bufferLength + 1, this.most + 1));
  }

  private resize(capacity: number): void {
    const kept = Math.min(this.count, capacity);
    this.start = copyInto(new Uint32Array(capacity), this.start, kept);
    this.parent = copyInto(new Int32Array(capacity), this.parent, kept);
    this.next = copyInto(new Uint32Array(capacity), this.next, kept);
    this.kind = copyInto(new Uint8Array(capacity), this.kind, kept);
    this.capacity = capacity;
  }
}

function copyInto<T extends Uint8Array | Uint32Array | Int32Array>(to: T, from: T, count: number): T {
  to.set(from.subarray(0, count));
  return to;
}
