/** What a face sees of a call: its moments, how it ended, and its record. */
import type { Finding } from "../finding.ts";
import type { NextStep } from "../next-step.ts";
import type { ConnectionReport } from "./connection-report.ts";
import type { ChannelKind, MetadataEntry } from "./params.ts";
import type { PassedEvent } from "./passed-event.ts";
import type { Transfer } from "./transfer.ts";
import type { DocumentSummary } from "./views.ts";

/** A moment of a call; `at` is in ms since the call began, from a monotonic clock. */
export type CallEvent =
  | PassedEvent
  | {
      readonly kind: "request-headers";
      readonly at: number;
      readonly line: string;
      readonly headers: readonly MetadataEntry[];
      /** The whole address, where the channel is plain HTTP. */
      readonly url?: string;
    }
  | {
      readonly kind: "message-sent";
      readonly at: number;
      readonly index: number;
      readonly document: DocumentSummary;
      readonly transfer?: Transfer;
    }
  | {
      readonly kind: "message-received";
      readonly at: number;
      readonly index: number;
      readonly document: DocumentSummary;
      readonly transfer?: Transfer;
    }
  /** An attempt ended with a status, and the next one (`attempt` is its number) begins after `wait` ms. */
  | {
      readonly kind: "retry";
      readonly at: number;
      readonly attempt: number;
      readonly wait: number;
      readonly status: CallStatus;
    }
  | { readonly kind: "status"; readonly at: number; readonly status: CallStatus };

/** One of the details that came with a status (`google.rpc.Status`). */
export interface StatusDetail {
  readonly typeUrl: string;
  /** ProtoJSON of the detail, or a note that its type is not known. */
  readonly json: string;
  readonly known: boolean;
}

/** A field of the request that the server refused. */
export interface FieldViolation {
  /** As the server wrote it, such as `inputs[0].image_url`; empty for the message itself. */
  readonly path: string;
  /** The same by the names that the message has in JSON, as far as its fields are known; absent where none is. */
  readonly jsonPath?: string;
  readonly message: string;
  /** The rule it breaks, such as `string.min_len`. */
  readonly rule?: string;
}

/** How a call ended. */
export interface CallStatus {
  /** gRPC code, 0 to 16; HTTP answers are mapped by the gRPC transcoding table. */
  readonly code: number;
  readonly name: string;
  readonly message: string;
  /** What the code means and what to try next, in words. */
  readonly explanation: string;
  readonly hint: string;
  readonly details: readonly StatusDetail[];
  /** What the details say of fields of the request; absent when that is nothing. */
  readonly violations?: readonly FieldViolation[];
  /** The hint as things a face can do at once; absent when there are none. */
  readonly steps?: readonly NextStep[];
  /** The answer as text, where it was no message: a proxy's page and the like; bounded. */
  readonly body?: string;
  /** The HTTP status, where the answer had one that matters. */
  readonly httpStatus?: number;
}

/** Which HTTP request a call became, on every channel but `grpc`. */
export interface HttpExchange {
  readonly method: string;
  readonly url: string;
  /** `POST /v1/{name=models/*}:predict` of `http-json`; empty elsewhere. */
  readonly rule: string;
  /** Bodies of several messages stand one a line; what goes past 16 MB of text is counted, not kept. */
  readonly requestBody: string;
  readonly responseBody: string;
  /** All the bytes of the bodies, text as UTF-8, kept or not; of binary bodies those of the messages, without frames. */
  readonly requestBodyByteLength: number;
  readonly responseBodyByteLength: number;
}

/**
 * A finished call. `requestByteLength` and `responseByteLength` are the bytes of the messages as protobuf, without
 * frames or headers, whatever the channel; what HTTP carried is in `http`.
 */
export interface CallRecord {
  readonly operationId: string;
  readonly method: string;
  readonly channel: ChannelKind;
  readonly target: string;
  readonly status: CallStatus;
  readonly requestHeaders: readonly MetadataEntry[];
  readonly headers: readonly MetadataEntry[];
  readonly trailers: readonly MetadataEntry[];
  /** The first messages of each side; all of them are in the recording. */
  readonly sent: readonly DocumentSummary[];
  readonly received: readonly DocumentSummary[];
  /** All messages, in these or not. */
  readonly sentCount: number;
  readonly receivedCount: number;
  readonly requestByteLength: number;
  readonly responseByteLength: number;
  /** Wall clock at the start, ISO 8601. */
  readonly startedAt: string;
  /** ms from the start, absent where it was not reached. */
  readonly connectedAfter?: number;
  readonly headersAfter?: number;
  readonly duration: number;
  readonly http?: HttpExchange;
  readonly connection?: ConnectionReport;
  /** What is worth knowing about the call beside its status, such as messages that were not kept. */
  readonly findings?: readonly Finding[];
  /** As they were told: the messages beyond the first are in the recording. */
  readonly events: readonly CallEvent[];
}
