/** One call under way: events counted and passed on, messages in turn, an end in figures. */
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "../channels/channel.ts";
import type { CallOptions } from "../contract/call-options.ts";
import type { ConnectionReport } from "../contract/connection-report.ts";
import type { MetadataEntry } from "../contract/params.ts";
import type { MethodKind } from "../contract/views.ts";
import { ByteglassError } from "../error.ts";
import type { Finding } from "../finding.ts";
import { explainConnection } from "./connection.ts";

/** What to call. */
export interface OpenCallPlan {
  readonly channel: Channel;
  /** `/pkg.Service/Method`. */
  readonly path: string;
  readonly kind: MethodKind;
  readonly metadata: readonly MetadataEntry[];
  /** ms from the start; absent means none. */
  readonly deadline?: number;
  readonly options?: CallOptions;
  /** Parameters for the query of the URL, where the channel has one. */
  readonly query?: readonly MetadataEntry[];
  /** Told of each step while a connection for the call comes about. */
  readonly onConnecting?: (report: ConnectionReport) => void;
}

/** A finished call as the channel saw it; the messages went by as events. */
export interface RawCall {
  readonly status: ChannelStatus;
  readonly requestHeaders: readonly MetadataEntry[];
  readonly headers: readonly MetadataEntry[];
  readonly trailers: readonly MetadataEntry[];
  readonly sentCount: number;
  readonly receivedCount: number;
  readonly requestByteLength: number;
  readonly responseByteLength: number;
  /** ms from the start, absent where it was not reached. */
  readonly connectedAfter?: number;
  readonly headersAfter?: number;
  readonly duration: number;
  /** The connection that carried the call, or as far as it came. */
  readonly connection?: ConnectionReport;
  readonly findings: readonly Finding[];
}

/** A call that can be driven. `done` rejects with a `ByteglassError` for a request that the channel refused to send. */
export interface LiveCall extends Omit<OpenCall, "done"> {
  readonly done: Promise<RawCall>;
}

/** Opens a call. Events come in order, the status last. `signal` cancels. */
export function openCall(
  plan: OpenCallPlan,
  onEvent: (event: ChannelEvent) => void,
  signal?: AbortSignal,
): LiveCall {
  const totals = new Totals();
  const call = plan.channel.open(requestOf(plan, signal), (event) => {
    totals.add(event);
    onEvent(event);
  });
  const done = call.done.then((status) => {
    // The channel refused the request: nothing was sent, so there is no call to record.
    if (status.cause instanceof ByteglassError) throw status.cause;
    return totals.finish(status, plan.kind);
  });
  // Whoever drives the call may look at its end later than it comes.
  done.catch(() => undefined);
  return {
    send: (bytes) => call.send(bytes),
    halfClose: () => call.halfClose(),
    cancel: () => call.cancel(),
    pause: () => call.pause(),
    resume: () => call.resume(),
    done,
  };
}

function requestOf(plan: OpenCallPlan, signal: AbortSignal | undefined): ChannelRequest {
  const { path, kind, metadata, query, deadline, options, onConnecting } = plan;
  const bound = options?.maximumReceivedByteLength;
  return {
    path,
    kind,
    metadata,
    ...(query === undefined ? {} : { query }),
    ...(onConnecting === undefined ? {} : { onConnecting }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(options === undefined ? {} : { options }),
    ...(bound === undefined ? {} : { maxMessageByteLength: bound }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Counts what goes by, and keeps what comes once a call. */
class Totals {
  #sent = 0;
  #received = 0;
  #sentBytes = 0;
  #receivedBytes = 0;
  #requestHeaders: readonly MetadataEntry[] = [];
  #headers: readonly MetadataEntry[] = [];
  #trailers: readonly MetadataEntry[] = [];
  #connectedAfter: number | undefined;
  #headersAfter: number | undefined;
  #duration = 0;
  #connection: ConnectionReport | undefined;

  add(event: ChannelEvent): void {
    switch (event.kind) {
      case "message-sent":
        this.#sent++;
        this.#sentBytes += event.bytes.length;
        break;
      case "message-received":
        this.#received++;
        this.#receivedBytes += event.bytes.length;
        break;
      case "connected":
        this.#connectedAfter ??= event.at;
        break;
      case "request-headers":
        this.#requestHeaders = event.headers;
        break;
      case "response-headers":
        this.#headersAfter ??= event.at;
        this.#headers = event.headers;
        break;
      case "trailers":
        this.#trailers = event.trailers;
        break;
      case "status":
        this.#duration = event.at;
        this.#connection = event.connection;
        break;
      default:
    }
  }

  finish(status: ChannelStatus, kind: MethodKind): RawCall {
    return {
      status,
      requestHeaders: this.#requestHeaders,
      headers: this.#headers,
      trailers: this.#trailers,
      sentCount: this.#sent,
      receivedCount: this.#received,
      requestByteLength: this.#sentBytes,
      responseByteLength: this.#receivedBytes,
      ...(this.#connectedAfter === undefined ? {} : { connectedAfter: this.#connectedAfter }),
      ...(this.#headersAfter === undefined ? {} : { headersAfter: this.#headersAfter }),
      duration: this.#duration,
      ...(this.#connection === undefined
        ? {}
        : { connection: explainConnection(this.#connection, status.cause) }),
      findings: [...(status.findings ?? []), ...this.#countFindings(status, kind)],
    };
  }

  #countFindings(status: ChannelStatus, kind: MethodKind): readonly Finding[] {
    const answersOnce = kind === "unary" || kind === "client-stream";
    if (!answersOnce || status.code !== 0 || this.#received === 1) return [];
    return [
      {
        code: "wrong-message-count",
        severity: "warning",
        message: `The server answered OK with ${this.#received} messages, where this method answers with exactly one.`,
        hint: "The server, or a proxy in between, breaks the protocol here.",
      },
    ];
  }
}
