/**
 * The seam every way of carrying a call implements: message bytes in, message bytes and events out.
 * A channel knows nothing of documents or windows; `core/calls` turns its events into what a face shows.
 */
import type { CallOptions } from "../contract/call-options.ts";
import type { ConnectionReport } from "../contract/connection-report.ts";
import type { ChannelKind, MetadataEntry } from "../contract/params.ts";
import type { PassedEvent } from "../contract/passed-event.ts";
import type { Transfer } from "../contract/transfer.ts";
import type { MethodKind } from "../contract/views.ts";
import type { Finding } from "../finding.ts";
import type { NextStep } from "../next-step.ts";
import type { ForeignAnswer } from "./foreign-answer.ts";

/** What one call needs, whatever carries it. */
export interface ChannelRequest {
  /** `/pkg.Service/Method`. */
  readonly path: string;
  /** Which sides stream; absent leaves both free to. Channels over plain HTTP write their requests by it. */
  readonly kind?: MethodKind;
  /** In the order and case given; repeated names stay apart; `-bin` values are base64. */
  readonly metadata: readonly MetadataEntry[];
  /** ms from the start of the call; absent means none. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
  /** Told of each step while a connection for this call comes about. */
  readonly onConnecting?: (report: ConnectionReport) => void;
  /** Bound on one received message, in bytes; absent means the channel's default. */
  readonly maxMessageByteLength?: number;
  /** What else was chosen for this call. Retries are not the channel's business; the bound on received messages is above. */
  readonly options?: Pick<
    CallOptions,
    "compression" | "acceptedCompressions" | "maximumSentByteLength" | "waitForReady"
  >;
  /** Parameters for the query of the URL, where the channel has one. */
  readonly query?: readonly MetadataEntry[];
}

/** How a call ended. `code` is a gRPC code (0 to 16). */
export interface ChannelStatus {
  readonly code: number;
  readonly message: string;
  /** CANCELLED because whoever made the call cancelled it, and no server did. */
  readonly cancelledHere?: true;
  /** The answer ended, and told no status where its protocol has one. */
  readonly untold?: true;
  /** The bytes of `grpc-status-details-bin`, or of what an HTTP answer holds in its place. */
  readonly detailBytes?: Uint8Array;
  /** A `google.rpc.Status` as JSON text, where the answer carried one. */
  readonly detailJson?: string;
  readonly httpStatus?: number;
  /** The answer was not of the protocol that was spoken: what its headers tell of it. */
  readonly foreign?: ForeignAnswer;
  /** The compressions that the server says it takes, where it does. */
  readonly takenCompressions?: readonly string[];
  /** The text of an answer that is no message, such as a proxy's HTML page; bounded. */
  readonly body?: string;
  /** What came of a message that the answer ended inside of. */
  readonly unfinished?: Uint8Array;
  /** What is worth knowing about the call, such as a field left out of an answer or a bound that was reached. */
  readonly findings?: readonly Finding[];
  /** The failure underneath, when no server spoke: `ECONNREFUSED` and the like. */
  readonly cause?: unknown;
  /** What would let the same call through, such as a larger bound. */
  readonly steps?: readonly NextStep[];
}

export type { Transfer } from "../contract/transfer.ts";

/** `at` is ms since `open`, from a monotonic clock. */
export type ChannelEvent =
  | PassedEvent
  | {
      readonly kind: "request-headers";
      readonly at: number;
      /** `POST /pkg.Service/Method` */
      readonly line: string;
      readonly headers: readonly MetadataEntry[];
      /** The whole address of an HTTP request, and the `google.api.http` rule it was made by. */
      readonly url?: string;
      readonly rule?: string;
    }
  | {
      readonly kind: "message-sent";
      readonly at: number;
      readonly bytes: Uint8Array;
      readonly body?: string;
      readonly transfer?: Transfer;
    }
  | {
      readonly kind: "message-received";
      readonly at: number;
      readonly bytes: Uint8Array;
      readonly body?: string;
      readonly transfer?: Transfer;
    }
  /** An attempt ended, and the next one begins after `wait` ms; `attempt` is the number of the next. */
  | {
      readonly kind: "retry";
      readonly at: number;
      readonly attempt: number;
      readonly wait: number;
      readonly status: ChannelStatus;
    }
  | {
      readonly kind: "status";
      readonly at: number;
      readonly status: ChannelStatus;
      /** The connection that carried the call, or as far as it came. */
      readonly connection?: ConnectionReport;
    };

/** A call under way. All four kinds of method use it; a unary call sends once and half-closes. */
export interface OpenCall {
  /**
   * Resolves when the channel can take more (back-pressure); rejects only after the call has ended.
   * `compress` false sends this message as it is although the call compresses.
   */
  send(bytes: Uint8Array, compress?: boolean): Promise<void>;
  halfClose(): void;
  cancel(): void;
  /** Stops taking messages from the server, which then has to wait; what has arrived already is kept. */
  pause(): void;
  resume(): void;
  /** Resolves once, after the last event; never rejects: a failure is a status. */
  readonly done: Promise<ChannelStatus>;
}

/** One way to one server, reused over calls. */
export interface Channel {
  readonly kind: ChannelKind;
  open(request: ChannelRequest, onEvent: (event: ChannelEvent) => void): OpenCall;
  /** Ends the calls that run, and all connections. */
  close(): void;
}
