import { SpareArray } from "../spare-array.ts";

/** Numbers a record: slot of its field, start of the record, start and end of its payload, end of the record. */
export const STEP = 5;
/** The slot of a record that another one replaced. */
const REPLACED = -1;

const SORTED_BY_INSERTION = 24;

const spare = new SpareArray(10_240);

/**
 * The records of the messages being written, as a stack: a message's records lie on top of those of the
 * message around it. The array is replaced when it grows, so it is read through this object each time.
 */
export class RecordIndex {
  entries = spare.take();
  length = 0;

  /** Gives the room back. The index must not be used afterwards. */
  release(): void {
    spare.give(this.entries);
  }

  push(slot: number, recordStart: number, start: number, end: number, recordEnd: number): void {
    const at = this.length;
    if (at + STEP > this.entries.length) {
      const grown = new Int32Array(this.entries.length * 2);
      grown.set(this.entries);
      this.entries = grown;
    }
    const entries = this.entries;
    entries[at] = slot;
    entries[at + 1] = recordStart;
    entries[at + 2] = start;
    entries[at + 3] = end;
    entries[at + 4] = recordEnd;
    this.length = at + STEP;
  }

  slot(at: number): number {
    return this.entries[at] ?? 0;
  }

  recordStart(at: number): number {
    return this.entries[at + 1] ?? 0;
  }

  start(at: number): number {
    return this.entries[at + 2] ?? 0;
  }

  end(at: number): number {
    return this.entries[at + 3] ?? 0;
  }

  recordEnd(at: number): number {
    return this.entries[at + 4] ?? 0;
  }

  /** The last record with a slot, at `first` or above it; -1 when there is none. */
  lastOf(slot: number, first: number): number {
    for (let at = this.length - STEP; at >= first; at -= STEP) if (this.slot(at) === slot) return at;
    return -1;
  }

  /** Says that a record does not count. */
  replace(at: number): void {
    this.entries[at] = REPLACED;
  }

  /** Sorts the records from `from` on by slot; records of one field keep their order. */
  sort(from: number): void {
    const count = (this.length - from) / STEP;
    if (count <= SORTED_BY_INSERTION) this.insertionSort(from);
    else this.countingSort(from, count);
  }

  private insertionSort(from: number): void {
    const entries = this.entries;
    for (let next = from + STEP; next < this.length; next += STEP) {
      const slot = this.slot(next);
      let at = next;
      while (at > from && this.slot(at - STEP) > slot) at -= STEP;
      if (at === next) continue;
      const record = entries.slice(next, next + STEP);
      entries.copyWithin(at + STEP, at, next);
      entries.set(record, at);
    }
  }

  private countingSort(from: number, count: number): void {
    const counts = new Map<number, number>();
    for (let at = from; at < this.length; at += STEP)
      counts.set(this.slot(at), (counts.get(this.slot(at)) ?? 0) + 1);
    let next = 0;
    const places = new Map<number, number>();
    for (const slot of [...counts.keys()].sort((a, b) => a - b)) {
      places.set(slot, next);
      next += (counts.get(slot) ?? 0) * STEP;
    }
    const sorted = new Int32Array(count * STEP);
    for (let at = from; at < this.length; at += STEP) {
      const place = places.get(this.slot(at)) ?? 0;
      sorted.set(this.entries.subarray(at, at + STEP), place);
      places.set(this.slot(at), place + STEP);
    }
    this.entries.set(sorted, from);
  }
}
