/** How long to wait before a process that keeps dying is started again. */

const FIRST_DELAY = 250;
const LONGEST_DELAY = 30_000;
/** A process that lived this long was well: the next death counts as the first. */
const STEADY_AFTER = 60_000;

/** Doubling delays, in ms, that start anew after a steady life. */
export interface BackOff {
  /** Deaths in a row, none of them after a steady life. */
  readonly deaths: number;
  /** The delay before the next start, given how long the process lived, in ms. */
  next(lived: number): number;
}

/** A back-off before its first death. */
export function createBackOff(): BackOff {
  let deaths = 0;
  return {
    get deaths() {
      return deaths;
    },
    next(lived) {
      deaths = lived >= STEADY_AFTER ? 1 : deaths + 1;
      return Math.min(FIRST_DELAY * 2 ** (deaths - 1), LONGEST_DELAY);
    },
  };
}
