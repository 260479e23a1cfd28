/** One call: JSON → bytes → channel → events → documents → record. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { RawCall } from "../calls/index.ts";
import type { Channel } from "../channels/channel.ts";
import type { CallRequest } from "../contract/params.ts";
import type { CallEvent, CallRecord, MethodKind } from "../contract/views.ts";
import { ByteglassError } from "../error.ts";
import type { SchemaPool } from "../schema/index.ts";
import { readMessages } from "./bodies.ts";
import { type EncodedMessage, receivedDocuments, sentDocument } from "./call-messages.ts";
import { CallRecorder, maximumRecordedMessages } from "./call-recorder.ts";
import type { CalledMethod } from "./channels.ts";
import type { DocumentStore } from "./documents.ts";
import { callsRoom, poolPart } from "./rooms.ts";

/** What a call needs beside its request. */
export interface CallContext {
  readonly pool: SchemaPool;
  readonly documents: DocumentStore;
  readonly signal: AbortSignal;
  readonly onEvent: (event: CallEvent) => void;
  /** Opens the channel that the request asks for. */
  readonly openChannel: (request: CallRequest, called: CalledMethod, signal: AbortSignal) => Promise<Channel>;
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
  const [{ runCall }, { findMethod }] = await Promise.all([callsRoom(), poolPart()]);
  const method = findMethod(context.pool, request.method);
  const { documents, pool } = context;
  const messages = await readMessages(request, { type: method.input, registry: pool.registry, documents });
  const channel = await context.openChannel(request, { method, pool: context.pool }, context.signal);
  const recorder = await createRecorder(request, context, method, messages);
  const startedAt = new Date().toISOString();
  const raw = await runCall(
    {
      channel,
      path: `/${method.parent.typeName}/${method.name}`,
      kind: kinds[method.methodKind],
      messages: messages.map(({ bytes }) => bytes),
      metadata: request.metadata,
      keep: {
        byteLength: maximumRecordedBytes,
        messageCount: maximumRecordedMessages + Math.min(messages.length, maximumRecordedMessages),
      },
      ...(request.deadline === undefined ? {} : { deadline: request.deadline }),
      ...(request.options === undefined ? {} : { options: request.options }),
    },
    (event) => recorder.add(event),
    context.signal,
  );
  // A message that has no HTTP form was never sent: that is a wrong request and no answer.
  if (raw.status.cause instanceof ByteglassError) throw raw.status.cause;
  return recordOf(request, method, raw, recorder, startedAt);
}

async function createRecorder(
  request: CallRequest,
  { documents, onEvent, pool: { registry } }: CallContext,
  method: DescMethod,
  messages: readonly EncodedMessage[],
): Promise<CallRecorder> {
  const [{ explainStatus }, add] = await Promise.all([callsRoom(), documents.ready()]);
  const { channel, deadline } = request;
  return new CallRecorder({
    sent: (index) => {
      const message = messages[index];
      if (message === undefined) throw new RangeError(`message ${index} was sent, but never given`);
      return sentDocument(add, method.input, registry, message);
    },
    received: await receivedDocuments(add, method.output, registry),
    explain: (status) =>
      explainStatus(status, { channel, registry, ...(deadline === undefined ? {} : { deadline }) }),
    onEvent,
  });
}

function recordOf(
  request: CallRequest,
  method: DescMethod,
  raw: RawCall,
  recorder: CallRecorder,
  startedAt: string,
): CallRecord {
  const http = recorder.httpExchange(raw.status);
  return {
    operationId: request.operationId,
    method: `${method.parent.typeName}/${method.name}`,
    channel: request.channel,
    target: request.server.target,
    status: recorder.explain(raw.status),
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
    ...(http === undefined ? {} : { http }),
    ...(raw.connection === undefined ? {} : { connection: raw.connection }),
    ...(raw.findings.length === 0 ? {} : { findings: raw.findings }),
    events: recorder.events,
  };
}
