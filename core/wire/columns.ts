import type { Kind } from "./kinds.ts";
import type { Records } from "./records.ts";

/** Growing columns behind `Records`. The walker is the only writer. */
export class RecordColumns implements Records {
  count = 0;
  start: Uint32Array;
  end: Uint32Array;
  parent: Int32Array;
  next: Uint32Array;
  kind: Uint8Array;
  private capacity: number;

  /** `expected` is a first guess of the number of records; it bounds nothing. */
  constructor(expected: number) {
    this.capacity = Math.max(16, expected);
    this.start = new Uint32Array(this.capacity);
    this.end = new Uint32Array(this.capacity);
    this.parent = new Int32Array(this.capacity);
    this.next = new Uint32Array(this.capacity);
    this.kind = new Uint8Array(this.capacity);
  }

  /** Appends a leaf record and returns its row; a container gets its `next` (and a group its end) when it closes. */
  append(start: number, end: number, parent: number, kind: Kind | number): number {
    const record = this.count;
    if (record === this.capacity) this.resize(Math.ceil(this.capacity * 1.6));
    this.start[record] = start;
    this.end[record] = end;
    this.parent[record] = parent;
    this.next[record] = record + 1;
    this.kind[record] = kind;
    this.count = record + 1;
    return record;
  }

  /** Gives back what growing took too much. */
  trim(): void {
    if (this.capacity > this.count * 1.25 + 16) this.resize(this.count);
  }

  private resize(capacity: number): void {
    const kept = Math.min(this.count, capacity);
    this.start = copyInto(new Uint32Array(capacity), this.start, kept);
    this.end = copyInto(new Uint32Array(capacity), this.end, kept);
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
