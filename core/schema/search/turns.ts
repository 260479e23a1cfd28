/** Long work in turns, so that calls and pages of others do not wait for all of it. */
import { setImmediate } from "node:timers/promises";

/** ms of one turn: less than anyone notices. */
const turnTime = 8;

/** The turns of one piece of work. */
export interface Turns {
  /** True when the turn has taken its time. */
  isOver(): boolean;
  /** Lets everything else that waits have its turn. */
  next(): Promise<void>;
}

/** The first turn begins now. */
export function createTurns(): Turns {
  let began = performance.now();
  return {
    isOver: () => performance.now() - began > turnTime,
    async next() {
      await setImmediate();
      began = performance.now();
    },
  };
}
