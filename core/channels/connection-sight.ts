/** What one call saw of its connection, for the report. */
import type { ConnectionReport } from "../contract/connection-report.ts";
import type { ChannelStatus } from "./channel.ts";
import { ConnectionFailure } from "./connection-failure.ts";
import { errorName } from "./http2-error-names.ts";
import { firstByteOf } from "./route/first-byte.ts";
import type { ConnectionTrace } from "./route/trace.ts";
import type { RouteWatchers } from "./route/watch.ts";

/** Gathers from when a connection is looked for. */
export class ConnectionSight {
  #trace: ConnectionTrace | undefined;
  #failed: { readonly trace: ConnectionTrace | undefined; readonly at: number } | undefined;
  #earlierCalls = 0;
  #requestedAt = 0;
  #answeredAt: number | undefined;
  #note = "";
  #reset: string | undefined;
  #unwatch: () => void = () => undefined;

  /** True once a connection carried the call. */
  get isConnected(): boolean {
    return this.#trace !== undefined;
  }

  /** Tells of each step of a connection that comes about, until it carries the call or the call is over. */
  watch(watchers: RouteWatchers, onConnecting: ((report: ConnectionReport) => void) | undefined): void {
    this.#unwatch = watchers.add(onConnecting);
  }

  /** The call is over. */
  end(): void {
    this.#unwatch();
  }

  /** The call goes over this connection. */
  connected(trace: ConnectionTrace): void {
    this.#unwatch();
    this.#trace = trace;
    this.#earlierCalls = trace.calls++;
    this.#requestedAt = performance.now();
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

  /** The connection of the call; `latest` stands in where none came about, for a status that is about that. */
  report(latest: ConnectionTrace | undefined, status?: ChannelStatus): ConnectionReport | undefined {
    const trace = this.#trace;
    if (trace === undefined) return this.#reportFailed(latest, status);
    const [from, answered] = [this.#requestedAt, this.#answeredAt];
    const firstByte = firstByteOf({ from, answered, note: this.#note, status });
    return trace.report({
      earlierCalls: this.#earlierCalls,
      ...(firstByte === undefined ? {} : { firstByte }),
      ...(this.#reset === undefined ? {} : { reset: this.#reset }),
    });
  }

  /** The connection that did not come about; `latest` where it never came to break. */
  failed(latest: ConnectionTrace | undefined): ConnectionTrace | undefined {
    return this.#failed?.trace ?? latest;
  }

  #reportFailed(latest: ConnectionTrace | undefined, status: ChannelStatus | undefined) {
    const trace = this.failed(latest);
    if (trace === undefined || !(status?.cause instanceof ConnectionFailure)) return undefined;
    trace.fail(status.message, this.#failed?.at);
    return trace.report();
  }
}
