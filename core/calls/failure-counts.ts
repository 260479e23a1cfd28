/** How calls failed that were made over and over: how many with each code, and the first of them in words. */
import type { ChannelStatus } from "../channels/channel.ts";
import type { CallStatus } from "../contract/views.ts";

/** The first status of a code, and how many had it. */
export interface CountedFailure {
  readonly status: CallStatus;
  readonly count: number;
}

/** By code. */
export class FailureCounts {
  readonly #explain: (status: ChannelStatus) => CallStatus;
  readonly #byCode = new Map<number, CountedFailure>();

  /** `explain` is asked once for each code. */
  constructor(explain: (status: ChannelStatus) => CallStatus) {
    this.#explain = explain;
  }

  add(failed: ChannelStatus): void {
    const { status = this.#explain(failed), count = 0 } = this.#byCode.get(failed.code) ?? {};
    this.#byCode.set(failed.code, { status, count: count + 1 });
  }

  /** In the order of their first. */
  get all(): readonly CountedFailure[] {
    return [...this.#byCode.values()];
  }
}
