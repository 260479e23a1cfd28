/** A small load: one request many times, by a few workers, and what its latencies were. */
import * as v from "valibot";
import type { Latency } from "./compare.ts";
import { CallParams } from "./params.ts";
import { Identifier, Offset } from "./shapes.ts";
import type { CallStatus } from "./views.ts";

export const LoadParams = v.object({
  operationId: Identifier,
  /** The call to repeat; its own `operationId` and `keepOpen` are not used. */
  call: CallParams,
  /** Calls to make; absent means as many as `duration` allows. */
  count: v.optional(v.pipe(Offset, v.minValue(1), v.maxValue(100_000_000))),
  /** ms after which no call is begun; absent means until `count` is reached. */
  duration: v.optional(v.pipe(v.number(), v.minValue(1))),
  /** Calls at the same time. */
  concurrency: v.pipe(Offset, v.minValue(1), v.maxValue(1000)),
});
export type LoadRequest = v.InferOutput<typeof LoadParams>;

/** How far a load is; told every now and then while it runs. */
export interface LoadProgress {
  readonly kind: "load";
  readonly operationId: string;
  readonly count: number;
  readonly okCount: number;
  /** ms since the first call. */
  readonly elapsed: number;
  readonly callsPerSecond: number;
  /** Absent when no call has ended. */
  readonly latency?: Latency;
}

/** One bar of a histogram: calls that took between `from` and `to` ms. */
export interface LatencyBar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** What a load showed. */
export interface LoadReport {
  readonly method: string;
  readonly count: number;
  readonly okCount: number;
  readonly failures: readonly { readonly status: CallStatus; readonly count: number }[];
  /** ms from the first call to the last answer. */
  readonly duration: number;
  readonly callsPerSecond: number;
  readonly concurrency: number;
  /** Of all calls, failed ones too; absent when none ended. */
  readonly latency?: Latency;
  readonly histogram: readonly LatencyBar[];
  readonly cancelled: boolean;
  /** What these figures do not say: each worker waits for its answer before it asks again (coordinated omission). */
  readonly caveat: string;
}

export const LoadScriptParams = v.object({
  call: CallParams,
  tool: v.picklist(["k6", "ghz"]),
  /** Calls to make; 200 when no time is told either. */
  count: v.optional(Offset),
  /** ms after which no call is begun. */
  duration: v.optional(v.pipe(v.number(), v.minValue(1))),
  concurrency: v.optional(Offset),
});
export type LoadScriptRequest = v.InferOutput<typeof LoadScriptParams>;

/** A request as a file for another tool. */
export interface LoadScript {
  readonly text: string;
  readonly suggestedName: string;
  /** What it needs beside it, and what of the request is not in it: one sentence each. */
  readonly notes: readonly string[];
}

/** Loads. */
export interface LoadMethods {
  /**
   * Repeats a call; its variables are put in once. Progress is told as `1200 of 5000` and as `LoadProgress`; `cancel`
   * ends it with what there is. Rejects with what a call is refused for, before any is made.
   */
  runLoad(request: LoadRequest): Promise<LoadReport>;
  /** The request for a tool that makes load with many machines: a k6 script, or a ghz configuration. */
  loadScript(request: LoadScriptRequest): Promise<LoadScript>;
}
