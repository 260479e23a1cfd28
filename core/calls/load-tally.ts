/** What the calls of a load came to: how many, how long each took, and how they ended. */
import type { ChannelStatus } from "../channels/channel.ts";
import type { LoadProgress, LoadReport } from "../contract/load.ts";
import type { CallStatus } from "../contract/views.ts";
import { FailureCounts } from "./failure-counts.ts";
import { LatencyRecorder } from "./latency.ts";
import type { RawCall } from "./open-call.ts";

/** What a load has come to. */
export type LoadSoFar = Omit<LoadProgress, "kind" | "operationId">;

/** Counts from when it is made. */
export class LoadTally {
  readonly #start = performance.now();
  readonly #latency = new LatencyRecorder();
  readonly #failures: FailureCounts;
  #okCount = 0;

  /** `explain` is asked once for each code. */
  constructor(explain: (status: ChannelStatus) => CallStatus) {
    this.#failures = new FailureCounts(explain);
  }

  /** Calls that were added. */
  get count(): number {
    return this.#latency.count;
  }

  /** ms since it was made. */
  get elapsed(): number {
    return performance.now() - this.#start;
  }

  /** A call ended. */
  add({ status, duration }: Pick<RawCall, "status" | "duration">): void {
    this.#latency.record(duration);
    if (status.code === 0) this.#okCount++;
    else this.#failures.add(status);
  }

  soFar(): LoadSoFar {
    const { count, elapsed } = this;
    const summary = this.#latency.summary();
    return {
      count,
      okCount: this.#okCount,
      elapsed,
      callsPerSecond: (count / Math.max(elapsed, Number.MIN_VALUE)) * 1000,
      ...(summary === undefined ? {} : { latency: summary }),
    };
  }

  /** The same at the end; the commonest failure is first. */
  report(): Omit<LoadReport, "method" | "concurrency" | "cancelled" | "caveat"> {
    const { elapsed, ...ended } = this.soFar();
    const failures = [...this.#failures.all].sort((a, b) => b.count - a.count);
    return { ...ended, failures, duration: elapsed, histogram: this.#latency.bars() };
  }
}
