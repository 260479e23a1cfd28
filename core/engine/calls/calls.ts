/** One call: JSON → bytes → channel → events → recording and documents → record. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import { connectingStage } from "../../calls/connecting-stage.ts";
import type { LiveCall, RawCall, StatusContext } from "../../calls/index.ts";
import type { ChannelStatus } from "../../channels/channel.ts";
import type { CallRequest } from "../../contract/params.ts";
import type { CallEvent, CallRecord, CallStatus, MethodKind } from "../../contract/views.ts";
import type { Finding } from "../../finding.ts";
import type { Recording } from "../../recordings/recording.ts";
import type { SchemaPool } from "../../schema/index.ts";
import type { Parts } from "../parts.ts";
import { callsRoom, descriptorSetWriter, poolPart } from "../rooms.ts";
import { withTypes } from "../schemas/late-types.ts";
import { messagesOf } from "./bodies.ts";
import { receivedDocuments, sentDocument } from "./call-messages.ts";
import { CallRecorder, type Moment } from "./call-recorder.ts";
import { HandedMessages, LiveSession } from "./live-calls.ts";

const kinds: Readonly<Record<DescMethod["methodKind"], MethodKind>> = {
  unary: "unary",
  server_streaming: "server-stream",
  client_streaming: "client-stream",
  bidi_streaming: "bidi-stream",
};

/** The kind of a method in the words of the contract. */
export function kindOf(method: DescMethod): MethodKind {
  return kinds[method.methodKind];
}

/** What a call needs beside its request. */
export interface CallContext {
  readonly parts: Parts;
  readonly signal: AbortSignal;
  readonly onEvent: (event: CallEvent) => void;
  /** False for a call that no face looks at: sent messages become no documents, and received ones are read when asked. */
  readonly isLookedAt?: boolean;
}

/** Runs a call to its end. Rejects only for what was wrong before anything was sent. */
export async function runCallRequest(request: CallRequest, context: CallContext): Promise<CallRecord> {
  const { live, recordings } = context.parts;
  const place = live.begin(request.operationId);
  try {
    return await runOpened(request, context, place.open);
  } finally {
    place.end();
    recordings.settle(request.operationId);
  }
}

async function runOpened(
  request: CallRequest,
  context: CallContext,
  onOpen: (session: LiveSession) => void,
): Promise<CallRecord> {
  const { parts, signal } = context;
  const [{ checkMessageCount, openCall, sendAll }, { findMethod }] = await Promise.all([
    callsRoom(),
    poolPart(),
  ]);
  const pool = parts.schemas.get(request.schemaId);
  const method = findMethod(pool, request.method);
  const { documents } = parts;
  const messages = await messagesOf(request, { type: method.input, registry: pool.registry, documents });
  const path = `/${method.parent.typeName}/${method.name}`;
  const kind = kindOf(method);
  if (request.keepOpen !== true) checkMessageCount({ kind, path }, messages.length);
  const channel = await parts.channels.forCall(request, { method, pool }, signal);
  const startedAt = new Date().toISOString();
  const recording = await parts.recordings.begin(request.operationId, {
    method,
    registry: pool.registry,
    descriptors: () => describeMethod(pool, method),
    channel: request.channel,
    target: request.server.target,
    startedAt,
  });
  const handed = new HandedMessages(messages);
  const recorder = await createRecorder(request, context, { method, pool, handed, recording });
  let session: LiveSession | undefined;
  const call = openCall(
    {
      channel,
      path,
      kind,
      metadata: request.metadata,
      ...(request.deadline === undefined ? {} : { deadline: request.deadline }),
      ...(request.options === undefined ? {} : { options: request.options }),
      onConnecting: (connection) =>
        parts.tell({
          kind: "progress",
          operationId: request.operationId,
          stage: connectingStage(connection),
          connection,
        }),
    },
    (event) => {
      recorder.add(event);
      if (event.kind === "half-close") session?.noteHalfClose();
      else session?.noteEvent();
    },
    signal,
  );
  session = createSession(request, parts, { method, pool, handed, recording, call });
  onOpen(session);
  const texts = messages.map(({ bytes }) => bytes);
  await session.inTurn(() => sendAll(call, texts, request.keepOpen !== true));
  const raw = await call.done;
  await recorder.settle(raw.status);
  return recordOf(request, method, raw, recorder, startedAt);
}

interface CallPieces {
  readonly method: DescMethod;
  readonly pool: SchemaPool;
  readonly handed: HandedMessages;
  readonly recording: Recording;
}

function createSession(
  request: CallRequest,
  { tell }: Parts,
  pieces: CallPieces & { readonly call: LiveCall },
): LiveSession {
  const { operationId, channel, validate = false } = request;
  return new LiveSession({
    ...pieces,
    operationId,
    channel,
    validate,
    kind: kindOf(pieces.method),
    tell: (state) => tell({ kind: "recording", operationId, state }),
  });
}

/** What the status of a call is explained by. */
export function statusContext(
  { channel, deadline, options }: Pick<CallRequest, "channel" | "deadline" | "options">,
  registry: Registry,
): StatusContext {
  const { compression = "identity" } = options ?? {};
  return {
    channel,
    registry,
    ...(deadline === undefined ? {} : { deadline }),
    ...(compression === "identity" ? {} : { compression }),
  };
}

async function createRecorder(
  request: CallRequest,
  { parts: { documents }, onEvent, isLookedAt = true }: CallContext,
  { method, pool: { registry }, handed, recording }: CallPieces,
): Promise<CallRecorder> {
  const [{ explainStatus }, add] = await Promise.all([callsRoom(), documents.ready()]);
  const around = statusContext(request, registry);
  const explain = (status: ChannelStatus, moment: Moment): CallStatus =>
    explainStatus(status, { ...around, input: method.input, ...moment });
  return new CallRecorder(recording, {
    ...(isLookedAt && {
      sent: (index: number) => sentDocument(add, method.input, registry, handed.get(index)),
    }),
    received: await receivedDocuments(documents, method.output, registry, !isLookedAt),
    explain,
    explainAgain: (status, moment) => withTypes(registry, () => explain(status, moment)),
    onEvent,
  });
}

/** The descriptor set of a method and of what it needs. */
export async function describeMethod(pool: SchemaPool, method: DescMethod): Promise<Uint8Array> {
  const [{ buildPool }, { writeDescriptorSet }] = await Promise.all([poolPart(), descriptorSetWriter()]);
  const files = pool.files.flatMap(({ name }) => pool.serialized(name) ?? []);
  const part = buildPool([{ origin: pool.origin, files }], { symbols: [method.parent.typeName] });
  return writeDescriptorSet(part).bytes;
}

function recordOf(
  request: CallRequest,
  method: DescMethod,
  raw: RawCall,
  recorder: CallRecorder,
  startedAt: string,
): CallRecord {
  const http = recorder.httpExchange(raw.status);
  const findings: readonly Finding[] = [...raw.findings, ...recorder.findings()];
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
    sentCount: raw.sentCount,
    receivedCount: raw.receivedCount,
    requestByteLength: raw.requestByteLength,
    responseByteLength: raw.responseByteLength,
    startedAt,
    ...(raw.connectedAfter === undefined ? {} : { connectedAfter: raw.connectedAfter }),
    ...(raw.headersAfter === undefined ? {} : { headersAfter: raw.headersAfter }),
    duration: raw.duration,
    ...(http === undefined ? {} : { http }),
    ...(raw.connection === undefined ? {} : { connection: raw.connection }),
    ...(findings.length === 0 ? {} : { findings }),
    events: recorder.events,
  };
}
