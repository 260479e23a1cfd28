/** One call over and over by a few workers: how long each took, and how they ended. */
import type { Channel, ChannelStatus } from "../channels/channel.ts";
import type { LoadReport } from "../contract/load.ts";
import type { CallStatus } from "../contract/views.ts";
import { type LoadSoFar, LoadTally } from "./load-tally.ts";
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

const CAVEAT =
  "Each worker waits for its answer before it asks again, so a server that stalls is asked less often: real users would have waited longer than these figures say (coordinated omission).";

/** Makes the calls. Cancelled calls are not counted. */
export async function runLoad(load: LoadPlan): Promise<LoadReport> {
  const { method, concurrency, signal, messages } = load;
  const plan: OpenCallPlan = { ...load.plan, channel: load.channel };
  checkMessageCount(plan, messages.length);
  const tally = new LoadTally(load.explain);
  let begun = 0;

  function mayBegin(): boolean {
    if (signal.aborted || begun >= (load.count ?? Number.POSITIVE_INFINITY)) return false;
    return tally.elapsed < (load.duration ?? Number.POSITIVE_INFINITY);
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
      const ended = await callOnce();
      if (signal.aborted) return;
      tally.add(ended);
      load.onProgress(tally.count, () => tally.soFar());
    }
  }

  signal.addEventListener("abort", cancelAll, { once: true });
  await Promise.all(Array.from({ length: concurrency }, work)).finally(() =>
    signal.removeEventListener("abort", cancelAll),
  );
  return { method, ...tally.report(), concurrency, cancelled: signal.aborted, caveat: CAVEAT };
}
