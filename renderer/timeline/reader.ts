/** The rows of a timeline that are on the screen, read again whenever there may be more. */
import type { TimelinePage, TimelineRow } from "../../core/contract/recordings.ts";
import { createStore, type Store } from "../state/store.ts";

/** How many rows there are, and how far the engine has looked. */
export interface TimelineView {
  readonly count: number;
  readonly scanned: number;
  readonly eventCount: number;
  /** Changes whenever rows arrive. */
  readonly revision: number;
}

/** Rows that are read in pages. */
export interface TimelineReader {
  readonly view: Store<TimelineView>;
  get(index: number): TimelineRow | undefined;
  /** These rows are on the screen. */
  ensure(start: number, end: number): void;
  /** There may be more rows than before. */
  refresh(): void;
  /** True reads the newest rows with their number: a fast stream would outrun whoever asks for them by their places. */
  follow(follows: boolean): void;
}

/** Asks for rows by their places, or for as many of the newest. */
export type LoadRows = (start: number, end: number, newest: boolean) => Promise<TimelinePage>;

/** Time between two readings of a list that grows, in ms; rows that come on the screen are read at once. */
const PACE = 100;
/** Rows kept; those away from the screen go first. */
const ROW_LIMIT = 4000;
/** Rows read at least. */
const PAGE = 64;

/** A reader over `load`. One request is under way at a time, however often rows are asked for. */
export function createTimelineReader(load: LoadRows): TimelineReader {
  const view = createStore<TimelineView>({ count: 0, scanned: 0, eventCount: 0, revision: 0 });
  let rows = new Map<number, TimelineRow>();
  let [start, end] = [0, PAGE];
  let follows = false;
  let wanted = false;
  let busy = false;
  let readAt = Number.NEGATIVE_INFINITY;
  let isDue = false;

  async function run(): Promise<void> {
    busy = true;
    while (wanted) {
      wanted = false;
      readAt = performance.now();
      const page = await load(start, Math.max(end, start + PAGE), follows);
      if (rows.size > ROW_LIMIT) rows = new Map([...rows].filter(([at]) => at >= start && at < end));
      for (const [at, row] of page.rows.entries()) rows.set(page.start + at, row);
      const { count, scanned, eventCount } = page;
      view.update(({ revision }) => ({ count, scanned, eventCount, revision: revision + 1 }));
      if (scanned < eventCount) wanted = true;
    }
    busy = false;
  }

  function kick(): void {
    wanted = true;
    // A recording that is gone has no more rows; what was read stays on the screen.
    if (!busy)
      run().catch(() => {
        busy = false;
      });
  }

  return {
    view,
    get: (index) => rows.get(index),
    ensure(from, to) {
      const missing = Array.from({ length: Math.max(0, to - from) }).some((_, at) => !rows.has(from + at));
      [start, end] = [from, Math.max(to, from + 1)];
      if (missing) kick();
    },
    refresh() {
      if (isDue) return;
      isDue = true;
      const readAgain = () => {
        isDue = false;
        kick();
      };
      setTimeout(readAgain, Math.max(0, readAt + PACE - performance.now()));
    },
    follow(now) {
      follows = now;
    },
  };
}
