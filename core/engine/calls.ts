/** One call: JSON → bytes → channel → events → documents → record. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { RawCall } from "../calls/index.ts";
import type { Channel } from "../channels/channel.ts";
import type { CallRequest } from "../contract/params.ts";
import type { CallEvent, CallRecord, CallStatus, HttpExchange, MethodKind } from "../contract/views.ts";
import type { SchemaPool } from "../schema/index.ts";
import { encodeMessages, receivedDocuments, sentDocument } from "./call-messages.ts";
import { CallRecorder, maximumRecordedMessages } from "./call-recorder.ts";
import type { DocumentStore } from "./documents.ts";
import { callsRoom, schemaRoom } from "./rooms.ts";

/** What a call needs beside its request. */
export interface CallContext {
  readonly pool: SchemaPool;
  readonly documents: DocumentStore;
  readonly signal: AbortSignal;
  readonly onEvent: (event: CallEvent) => void;
  /** Opens the channel that the request asks for. */
  readonly openChannel: (request: CallRequest, method: DescMethod) => Promise<CallChannel>;
}

/** A channel, and for HTTP what the call became. */
export interface CallChannel {
  readonly channel: Channel;
  /** The HTTP request of a finished call, without its bodies. */
  readonly exchange?: () => Pick<HttpExchange, "method" | "url" | "rule"> | undefined;
  /** Ends a channel that is not kept for other calls. */
  readonly close?: () => void;
}

const kinds: Readonly<Record<DescMethod["methodKind"], MethodKind>> = {
  unary: "unary",
  server_streaming: "server-stream",
  client_streaming: "client-stream",
  bidi_streaming: "bidi-stream",
};

/** Bytes of messages that the record of a call keeps. */
const maximumRecordedBytes = 256 * 1024 * 1024;

/** Runs a call to its end. Rejects only for what was wrong before anything was sent. */
export async function runCallRequest(request: CallRequest, context: CallContext): Promise<CallRecord> {
  const [{ explainStatus, runCall }, { findMethod }, add] = await Promise.all([
    callsRoom(),
    schemaRoom(),
    context.documents.ready(),
  ]);
  const { pool, signal, onEvent } = context;
  const { registry } = pool;
  const method = findMethod(pool, request.method);
  const messages = await encodeMessages(method.input, registry, request.messages);
  const opened = await context.openChannel(request, method);
  const deadline = request.deadline === undefined ? {} : { deadline: request.deadline };
  const recorder = new CallRecorder({
    sent: (index) => {
      const message = messages[index];
      if (message === undefined) throw new RangeError(`message ${index} was sent, but never given`);
      return sentDocument(add, method.input, registry, message);
    },
    received: await receivedDocuments(add, method.output, registry),
    explain: (status) => explainStatus(status, { channel: request.channel, registry, ...deadline }),
    onEvent,
  });
  const startedAt = new Date().toISOString();
  try {
    const raw = await runCall(
      {
        channel: opened.channel,
        path: `/${method.parent.typeName}/${method.name}`,
        kind: kinds[method.methodKind],
        messages: messages.map(({ bytes }) => bytes),
        metadata: request.metadata,
        keep: { byteLength: maximumRecordedBytes, messageCount: maximumRecordedMessages },
        ...deadline,
      },
      (event) => recorder.add(event),
      signal,
    );
    const status = explainStatus(raw.status, { channel: request.channel, registry, ...deadline });
    return recordOf({ request, method, raw, status, startedAt, recorder, opened });
  } finally {
    opened.close?.();
  }
}

interface FinishedCall {
  readonly request: CallRequest;
  readonly method: DescMethod;
  readonly raw: RawCall;
  readonly status: CallStatus;
  readonly startedAt: string;
  readonly recorder: CallRecorder;
  readonly opened: CallChannel;
}

function recordOf({ request, method, raw, status, startedAt, recorder, opened }: FinishedCall): CallRecord {
  const exchange = opened.exchange?.();
  const { requestBody, responseBody } = recorder;
  return {
    operationId: request.operationId,
    method: `${method.parent.typeName}/${method.name}`,
    channel: request.channel,
    target: request.server.target,
    status,
    requestHeaders: raw.requestHeaders,
    headers: raw.headers,
    trailers: raw.trailers,
    sent: recorder.sent,
    received: recorder.received,
    requestByteLength: raw.requestByteLength,
    responseByteLength: raw.responseByteLength,
    startedAt,
    ...(raw.connectedAfter === undefined ? {} : { connectedAfter: raw.connectedAfter }),
    ...(raw.headersAfter === undefined ? {} : { headersAfter: raw.headersAfter }),
    duration: raw.duration,
    ...(exchange === undefined ? {} : { http: { ...exchange, requestBody, responseBody } }),
    ...(raw.findings.length === 0 ? {} : { findings: raw.findings }),
    events: recorder.events,
  };
}
