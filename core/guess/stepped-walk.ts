/** The walk of a large buffer a part at a time, so that its first records can be seen before its last are read. */
import type { Binder } from "../wire/binder.ts";
import { RecordColumns } from "../wire/columns.ts";
import type { Walk, WalkOptions } from "../wire/walk.ts";
import { Walker } from "../wire/walker.ts";
import type { FieldPool } from "./field-pool.ts";
import { MOST_WALKS, settle } from "./settle.ts";

/** Lengths in bytes. */
export interface Steps {
  /** The first part, which is shown first. */
  readonly first: number;
  readonly later: number;
  /** Between two pauses: a few ms, however many records that are. */
  readonly pause: number;
}

const STEPS: Steps = { first: 256 * 1024, later: 4 * 1024 * 1024, pause: 64 * 1024 };

/**
 * A walk that can be looked at while it goes on. What the fields of a part are read as is decided by all bodies so far,
 * at its end: `walk` shows whole parts only, and what it showed once is never shown otherwise.
 */
export class SteppedWalk {
  /** The records of all parts that are done. */
  readonly walk: Walk;
  private readonly walker: Walker;
  private readonly pool: FieldPool;
  private readonly shown: RecordColumns;
  private readonly steps: Steps;
  private isStopped = false;

  constructor(
    bytes: Uint8Array,
    pool: FieldPool,
    binder: Binder,
    options: WalkOptions & { readonly steps?: Steps } = {},
  ) {
    this.steps = options.steps ?? STEPS;
    this.walker = new Walker(bytes, binder, options);
    this.pool = pool;
    this.shown = new RecordColumns(0, 0);
    this.walk = { bytes, records: this.shown, marks: this.walker.marks, format: options.format };
    this.walker.show(this.shown);
  }

  /** Bytes that are shown as records. */
  get walked(): number {
    return this.shown.byteLength;
  }

  /** Takes what was not walked yet as a gap, as soon as the walk goes on. */
  stop(): void {
    this.isStopped = true;
  }

  /** Walks to the end. Pauses every few ms; what is shown grows with every part. */
  *run(): Generator<void, void> {
    const { length } = this.walk.bytes;
    const { first, later } = this.steps;
    for (let end = Math.min(first, length); ; end = Math.min(end + later, length)) {
      const isDone = yield* this.part(end);
      if (!isDone && this.isStopped) this.walker.stop();
      this.walker.show(this.shown);
      if (isDone || this.isStopped) return;
      yield;
    }
  }

  /** One part, walked again while there is something to decide in it. True at the end of the buffer. */
  private *part(end: number): Generator<void, boolean> {
    const again = this.walker.save();
    for (let round = 1; ; round++) {
      let isDone = false;
      let stop = this.walker.walked;
      do {
        stop = Math.min(end, stop + this.steps.pause);
        isDone = this.walker.runTo(stop);
        yield;
      } while (!isDone && stop < end);
      if (round >= MOST_WALKS || !settle(this.pool)) return isDone;
      this.pool.recount();
      again();
    }
  }
}
