import { setTimeout as sleep } from "node:timers/promises";
import { CallError, STATUS } from "./call-error.ts";

/** Longest time one timer can hold, in ms. */
const LONGEST = 2 ** 31 - 1;

/** Waits that many ms, or rejects with the signal's reason as soon as it aborts. */
export async function wait(duration: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(Math.min(duration, LONGEST), undefined, { signal });
  } catch (thrown) {
    throw signal.aborted ? signal.reason : thrown;
  }
}

/** A ProtoJSON duration such as `1.5s` in ms, or `fallback` when it is absent. */
export function milliseconds(duration: string | undefined, fallback: number): number {
  return duration === undefined ? fallback : Number.parseFloat(duration) * 1000;
}

/** ms as a ProtoJSON duration. */
export function durationText(duration: number): string {
  return `${(duration / 1000).toFixed(3)}s`;
}

/** The reason of a call's signal when the caller gave up. */
export function cancelled(): CallError {
  return new CallError(STATUS.CANCELLED, "The caller gave up.");
}

/** The reason of a call's signal when its deadline passed. */
export function deadlineExceeded(): CallError {
  return new CallError(STATUS.DEADLINE_EXCEEDED, "The deadline passed.");
}
