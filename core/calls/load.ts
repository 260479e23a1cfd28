/** One call over and over by a few workers: how long each took, and how they ended. */
import type { Channel, ChannelStatus } from "../channels/channel.ts";
import type { LoadProgress, LoadReport } from "../contract/load.ts";
import type { CallStatus } from "../contract/views.ts";
import { LatencyRecorder } from "./latency.ts";
import { type LiveCall, type OpenCallPlan, openCall, type RawCall } from "./open-call.ts";
import { checkMessageCount, sendAll } from "./run-call.ts";

/** What is repeated, and how often. */
export interface LoadPlan {
  readonly method: string;
  readonly channel: Channel;
  readonly plan: Omit<OpenCallPlan, "channel">;
  readonly messages: readonly Uint8Array[];
  readonly count?: number | undefined;
  /** ms after which no call is begun. */
  readonly duration?: number | undefined;
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly explain: (status: ChannelStatus) => CallStatus;
  /** Called behind every call; what it is given is worked out when it is asked for. */
  readonly onProgress: (done: number, soFar: () => LoadSoFar) => void;
}

/** What a load has come to. */
export type LoadSoFar = Omit<LoadProgress, "kind" | "operationId">;

const CAVEAT =
  "Each worker waits for its answer before it asks again, so a server that stalls is asked less often: real users would have waited longer than these figures say (coordinated omission).";

/** Makes the calls. Cancelled calls are not counted. */
export async function runLoad(load: LoadPlan): Promise<LoadReport> {
  const { method, concurrency, signal, explain, messages } = load;
  const plan: OpenCallPlan = { ...load.plan, channel: load.channel };
  checkMessageCount(plan, messages.length);
  const latency = new LatencyRecorder();
  const failures = new Map<number, { readonly status: CallStatus; count: number }>();
  const startedAt = performance.now();
  let begun = 0;
  let okCount = 0;

  function mayBegin(): boolean {
    if (signal.aborted || begun >= (load.count ?? Number.POSITIVE_INFINITY)) return false;
    return performance.now() - startedAt < (load.duration ?? Number.POSITIVE_INFINITY);
  }

  function soFar(): LoadSoFar {
    const elapsed = performance.now() - startedAt;
    const summary = latency.summary();
    return {
      count: latency.count,
      okCount,
      elapsed,
      callsPerSecond: (latency.count / Math.max(elapsed, Number.MIN_VALUE)) * 1000,
      ...(summary === undefined ? {} : { latency: summary }),
    };
  }

  // One listener for all calls: a signal takes longer over each, the more it has.
  const running = new Set<LiveCall>();
  const cancelAll = (): void => {
    for (const call of running) call.cancel();
  };

  async function callOnce(): Promise<RawCall> {
    const call = openCall(plan, () => undefined);
    running.add(call);
    try {
      await sendAll(call, messages, true);
      return await call.done;
    } finally {
      running.delete(call);
    }
  }

  async function work(): Promise<void> {
    while (mayBegin()) {
      begun++;
      const { status, duration } = await callOnce();
      if (signal.aborted) return;
      latency.record(duration);
      if (status.code === 0) okCount++;
      else {
        const known = failures.get(status.code);
        if (known === undefined) failures.set(status.code, { status: explain(status), count: 1 });
        else known.count++;
      }
      load.onProgress(latency.count, soFar);
    }
  }

  signal.addEventListener("abort", cancelAll, { once: true });
  await Promise.all(Array.from({ length: concurrency }, work)).finally(() =>
    signal.removeEventListener("abort", cancelAll),
  );
  const { elapsed, ...ended } = soFar();
  return {
    method,
    ...ended,
    failures: [...failures.values()].sort((a, b) => b.count - a.count),
    duration: elapsed,
    concurrency,
    histogram: latency.bars(),
    cancelled: signal.aborted,
    caveat: CAVEAT,
  };
}
