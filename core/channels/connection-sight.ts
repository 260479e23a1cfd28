/** What one call saw of its connection, as the events and the report that tell of it. */
import type { ConnectionReport } from "../contract/connection-report.ts";
import type { ChannelEvent, ChannelStatus } from "./channel.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import { errorName } from "./http2-error-names.ts";
import { firstByteOf } from "./route/first-byte.ts";
import { resolvingEvents } from "./route/resolving.ts";
import type { ConnectionTrace } from "./route/trace.ts";
import type { RouteWatchers } from "./route/watch.ts";

/** Gathers from when a connection is looked for. */
export class ConnectionSight {
  readonly #callStart: number;
  #trace: ConnectionTrace | undefined;
  #failed: { readonly trace: ConnectionTrace | undefined; readonly at: number } | undefined;
  #earlierCalls = 0;
  #requestedAt = 0;
  #answeredAt: number | undefined;
  #note = "";
  #reset: string | undefined;
  #unwatch: () => void = () => undefined;

  /** `callStart` is of `performance.now()`. */
  constructor(callStart: number) {
    this.#callStart = callStart;
  }

  /** True once a connection carried the call. */
  get isConnected(): boolean {
    return this.#trace !== undefined;
  }

  /** Tells of each step of a connection that comes about, until it carries the call or the call is over. */
  watch(watchers: RouteWatchers, onConnecting: ((report: ConnectionReport) => void) | undefined): void {
    this.#unwatch = watchers.add(onConnecting);
  }

  /** The call goes over this connection. Answers with the look-ups of names that it waited for, and that it is there. */
  connected(trace: ConnectionTrace, protocol: string = trace.protocol): readonly ChannelEvent[] {
    this.#unwatch();
    this.#trace = trace;
    this.#earlierCalls = trace.calls++;
    this.#requestedAt = performance.now();
    const { address } = trace;
    return [
      ...resolvingEvents(trace, this.#callStart),
      { kind: "connected", at: this.#now(), address, protocol, connection: this.#reportMade(trace) },
    ];
  }

  /** The answer began. */
  answered(httpStatus: number): void {
    this.#answeredAt ??= performance.now();
    this.#note = `HTTP ${httpStatus}`;
  }

  /** The server ended the call's stream with this code of HTTP/2. */
  reset(code: number): void {
    this.#reset = `RST_STREAM ${errorName(code)}`;
  }

  /** It broke now, over `trace`: while it is looked into why, another connection may be begun. */
  broke(trace: ConnectionTrace | undefined): void {
    this.#failed ??= { trace, at: performance.now() };
  }

  /**
   * The call is over. Answers with its status, and before it the look-ups of a connection that did not come about, where
   * the status is about that; `latest` is the one that was tried last.
   */
  ended(status: ChannelStatus, latest: ConnectionTrace | undefined): readonly ChannelEvent[] {
    this.#unwatch();
    const at = this.#now();
    if (this.#trace !== undefined) {
      return [{ kind: "status", at, status, connection: this.#reportMade(this.#trace, status) }];
    }
    const failed = this.#failed?.trace ?? latest;
    if (failed === undefined || !(status.cause instanceof ConnectionFailure)) {
      return [{ kind: "status", at, status }];
    }
    failed.fail(status.message, this.#failed?.at);
    const connection = failed.report();
    return [...resolvingEvents(failed, this.#callStart), { kind: "status", at, status, connection }];
  }

  #reportMade(trace: ConnectionTrace, status?: ChannelStatus): ConnectionReport {
    const [from, answered] = [this.#requestedAt, this.#answeredAt];
    const firstByte = firstByteOf({ from, answered, note: this.#note, status });
    return trace.report({
      earlierCalls: this.#earlierCalls,
      ...(firstByte === undefined ? {} : { firstByte }),
      ...(this.#reset === undefined ? {} : { reset: this.#reset }),
    });
  }

  #now(): number {
    return performance.now() - this.#callStart;
  }
}
