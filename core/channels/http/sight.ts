/** What one call saw of its connection, for the report. */
import type { ConnectionReport } from "../../contract/connection-report.ts";
import type { ChannelStatus } from "../channel.ts";
import { ConnectionFailure } from "../connection-failure.ts";
import { errorName } from "../http2-words.ts";
import type { Route } from "../route/dial.ts";
import { firstByteOf } from "../route/first-byte.ts";
import type { ConnectionTrace } from "../route/trace.ts";

/** Gathers from the moment the connection stands. */
export class ConnectionSight {
  #trace: ConnectionTrace | undefined;
  #earlierCalls = 0;
  #requestedAt = 0;
  #answeredAt: number | undefined;
  #note = "";
  #reset: string | undefined;
  #brokeAt: number | undefined;
  #unwatch: () => void = () => undefined;

  /** True once a connection carried the call. */
  get isConnected(): boolean {
    return this.#trace !== undefined;
  }

  /** Tells of each step of a connection along `route`, until it carries the call or the call is over. */
  watch(route: Route, onConnecting: ((report: ConnectionReport) => void) | undefined): void {
    this.#unwatch = route.watchers.add(onConnecting);
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
    this.#answeredAt = performance.now();
    this.#note = `HTTP ${httpStatus}`;
  }

  /** The server ended the call's stream with this code of HTTP/2. */
  reset(code: number): void {
    this.#reset = `RST_STREAM ${errorName(code)}`;
  }

  /** It broke now; why is looked into. */
  broke(): void {
    this.#brokeAt ??= performance.now();
  }

  /** The connection of the call; `latest` stands in where none came about. */
  report(latest: ConnectionTrace | undefined, status?: ChannelStatus): ConnectionReport | undefined {
    const trace = this.#trace;
    if (trace !== undefined) {
      const [from, answered] = [this.#requestedAt, this.#answeredAt];
      const firstByte = firstByteOf({ from, answered, note: this.#note, status });
      return trace.report({
        earlierCalls: this.#earlierCalls,
        ...(firstByte === undefined ? {} : { firstByte }),
        ...(this.#reset === undefined ? {} : { reset: this.#reset }),
      });
    }
    if (latest === undefined || !(status?.cause instanceof ConnectionFailure)) return undefined;
    latest.fail(status.message, this.#brokeAt);
    return latest.report();
  }
}
