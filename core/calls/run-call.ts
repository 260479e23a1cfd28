/** One call's life: messages out in turn, half-close, events and messages in, within bounds. */
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus, OpenCall } from "../channels/channel.ts";
import type { CallOptions } from "../contract/call-options.ts";
import type { ConnectionReport } from "../contract/connection-report.ts";
import type { MetadataEntry } from "../contract/params.ts";
import type { MethodKind } from "../contract/views.ts";
import { ByteglassError } from "../error.ts";
import type { Finding } from "../finding.ts";
import { explainConnection } from "./connection.ts";

/** What to call, and with what. */
export interface CallPlan {
  readonly channel: Channel;
  /** `/pkg.Service/Method`. */
  readonly path: string;
  readonly kind: MethodKind;
  readonly messages: readonly Uint8Array[];
  readonly metadata: readonly MetadataEntry[];
  /** ms from the start; absent means none. */
  readonly deadline?: number;
  readonly options?: CallOptions;
  /** Parameters for the query of the URL, where the channel has one. */
  readonly query?: readonly MetadataEntry[];
  /** Bounds on what is kept; beyond them events are told and counted, and not kept. */
  readonly keep?: KeepBounds;
}

/** How much of a call is kept. */
export interface KeepBounds {
  /** Bytes of all messages together. */
  readonly byteLength: number;
  /** Messages, sent and received together. */
  readonly messageCount: number;
}

/** A finished call as the channel saw it. */
export interface RawCall {
  readonly status: ChannelStatus;
  /** In order; messages beyond the bounds are missing. */
  readonly events: readonly ChannelEvent[];
  readonly requestHeaders: readonly MetadataEntry[];
  readonly headers: readonly MetadataEntry[];
  readonly trailers: readonly MetadataEntry[];
  /** Counts and bytes of all messages, kept or not. */
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

const DEFAULT_KEEP: KeepBounds = { byteLength: 256 * 1024 * 1024, messageCount: 100_000 };

/**
 * Runs one call to its end. A failed RPC is a status. Rejects with a `ByteglassError` only for a request that was never
 * sent: `usage` for a number of messages that does not fit the kind of method and for metadata that cannot travel,
 * `no-binding` for a message that no HTTP binding can carry. `signal` cancels.
 */
export async function runCall(
  plan: CallPlan,
  onEvent: (event: ChannelEvent) => void = () => undefined,
  signal?: AbortSignal,
): Promise<RawCall> {
  checkMessageCount(plan);
  const collector = new Collector(plan.keep ?? DEFAULT_KEEP);
  const call = plan.channel.open(requestOf(plan, signal), (event) => {
    collector.add(event);
    onEvent(event);
  });
  await sendAll(call, plan.messages);
  const status = await call.done;
  // The channel refused the request: nothing was sent, so there is no call to record.
  if (status.cause instanceof ByteglassError) throw status.cause;
  return collector.finish(status, plan.kind);
}

function requestOf(plan: CallPlan, signal: AbortSignal | undefined): ChannelRequest {
  const { path, metadata, query, deadline, options } = plan;
  const bound = options?.maximumReceivedByteLength;
  return {
    path,
    metadata,
    ...(query === undefined ? {} : { query }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(options === undefined ? {} : { options }),
    ...(bound === undefined ? {} : { maxMessageByteLength: bound }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/** Sends in turn, each when the channel can take it; an early end of the call is no failure of the sending. */
async function sendAll(call: OpenCall, messages: readonly Uint8Array[]): Promise<void> {
  const last = messages.length - 1;
  try {
    for (const [index, message] of messages.entries()) {
      const sent = call.send(message);
      // The half-close travels with the last message instead of a round trip behind it.
      if (index === last) call.halfClose();
      await sent;
    }
    if (messages.length === 0) call.halfClose();
  } catch {
    await call.done;
  }
}

function checkMessageCount({ kind, messages, path }: CallPlan): void {
  const takesOne = kind === "unary" || kind === "server-stream";
  if (!takesOne || messages.length === 1) return;
  throw new ByteglassError(
    "usage",
    `${path.slice(1)} takes exactly one message, and ${messages.length} were given.`,
    { hint: "Only methods with a client stream take none or several." },
  );
}

/** Gathers what happened, within bounds. */
class Collector {
  readonly #keep: KeepBounds;
  readonly #events: ChannelEvent[] = [];
  readonly #counts = { sent: 0, received: 0, sentBytes: 0, receivedBytes: 0, dropped: 0, droppedBytes: 0 };
  #keptCount = 0;
  #keptBytes = 0;

  constructor(keep: KeepBounds) {
    this.#keep = keep;
  }

  add(event: ChannelEvent): void {
    if (event.kind !== "message-sent" && event.kind !== "message-received") {
      this.#events.push(event);
      return;
    }
    const { length } = event.bytes;
    const counts = this.#counts;
    if (event.kind === "message-sent") {
      counts.sent++;
      counts.sentBytes += length;
    } else {
      counts.received++;
      counts.receivedBytes += length;
    }
    const { byteLength, messageCount } = this.#keep;
    // Once one was left out all are: a recording with holes would be read as complete.
    if (counts.dropped > 0 || this.#keptCount >= messageCount || this.#keptBytes + length > byteLength) {
      counts.dropped++;
      counts.droppedBytes += length;
      return;
    }
    this.#keptCount++;
    this.#keptBytes += length;
    this.#events.push(event);
  }

  finish(status: ChannelStatus, kind: MethodKind): RawCall {
    const counts = this.#counts;
    const connected = this.#find("connected");
    const headers = this.#find("response-headers");
    const ended = this.#find("status");
    return {
      status,
      events: this.#events,
      requestHeaders: this.#find("request-headers")?.headers ?? [],
      headers: headers?.headers ?? [],
      trailers: this.#find("trailers")?.trailers ?? [],
      sentCount: counts.sent,
      receivedCount: counts.received,
      requestByteLength: counts.sentBytes,
      responseByteLength: counts.receivedBytes,
      ...(connected === undefined ? {} : { connectedAfter: connected.at }),
      ...(headers === undefined ? {} : { headersAfter: headers.at }),
      duration: ended?.at ?? 0,
      ...(ended?.connection === undefined
        ? {}
        : { connection: explainConnection(ended.connection, status.cause) }),
      findings: [...(status.findings ?? []), ...this.#findings(status, kind)],
    };
  }

  #find<K extends ChannelEvent["kind"]>(kind: K): Extract<ChannelEvent, { kind: K }> | undefined {
    return this.#events.find((event): event is Extract<ChannelEvent, { kind: K }> => event.kind === kind);
  }

  #findings(status: ChannelStatus, kind: MethodKind): readonly Finding[] {
    const { dropped, droppedBytes, received } = this.#counts;
    const findings: Finding[] = [];
    if (dropped > 0) {
      findings.push({
        code: "messages-not-kept",
        severity: "warning",
        message: `The first ${this.#keptCount} messages are kept; ${dropped} more (${droppedBytes} bytes) came after the bound was reached and are counted only.`,
        hint: "Ask for less at once, or send the messages to a file as they come.",
      });
    }
    const answersOnce = kind === "unary" || kind === "client-stream";
    if (answersOnce && status.code === 0 && received !== 1) {
      findings.push({
        code: "wrong-message-count",
        severity: "warning",
        message: `The server answered OK with ${received} messages, where this method answers with exactly one.`,
        hint: "The server, or a proxy in between, breaks the protocol here.",
      });
    }
    return findings;
  }
}
