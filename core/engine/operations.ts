/** The operations under way, by the id their face chose, so that `cancel` finds them. */
import { setMaxListeners } from "node:events";
import { ByteglassError } from "../error.ts";

/** Bound on operations at the same time; a face that needs more has lost count of them. */
const maximumOperations = 256;

/** A set of running operations. */
export interface Operations {
  /**
   * Runs the work with a signal that `cancel` aborts, and forgets it when it ends.
   * Rejects with `usage` when the id is taken, with `too-large` when too many run.
   */
  run<Value>(operationId: string, work: (signal: AbortSignal) => Promise<Value>): Promise<Value>;
  /** Aborts the operation's signal; unknown ids are ignored. */
  cancel(operationId: string): void;
  /** Aborts all signals and resolves when every operation has ended. */
  close(): Promise<void>;
}

interface Running {
  readonly controller: AbortController;
  readonly ended: Promise<unknown>;
}

/** An empty set of operations. */
export function createOperations(): Operations {
  const running = new Map<string, Running>();

  async function run<Value>(
    operationId: string,
    work: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value> {
    if (running.has(operationId)) {
      throw new ByteglassError("usage", `An operation with the id "${operationId}" is still running.`, {
        hint: "Choose a new operationId for each call and each opened schema.",
      });
    }
    if (running.size >= maximumOperations) {
      throw new ByteglassError("too-large", `${maximumOperations} operations are running already.`, {
        hint: "Wait for some of them to end, or cancel them.",
      });
    }
    const controller = new AbortController();
    // A run or a comparison has a listener for each call under way; Node would warn of a leak from the eleventh on.
    setMaxListeners(0, controller.signal);
    const outcome = work(controller.signal);
    running.set(operationId, { controller, ended: outcome.catch(() => undefined) });
    try {
      return await outcome;
    } finally {
      running.delete(operationId);
    }
  }

  function cancel(operationId: string): void {
    running.get(operationId)?.controller.abort(cancelled());
  }

  async function close(): Promise<void> {
    const all = [...running.values()];
    for (const { controller } of all) controller.abort(cancelled());
    await Promise.all(all.map(({ ended }) => ended));
  }

  return { run, cancel, close };
}

function cancelled(): ByteglassError {
  return new ByteglassError("cancelled", "The operation was cancelled.", {
    hint: "Start it again when you want its result.",
  });
}
