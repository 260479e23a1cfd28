import { createHash } from "node:crypto";
import { create, type JsonObject, type Message } from "@bufbuild/protobuf";
import type { Call, Handlers } from "../call/call.ts";
import { badField } from "../call/details.ts";
import { bidiStream, readJson, serverStream, unary } from "../call/handlers.ts";
import { durationText, milliseconds, wait } from "../call/wait.ts";
import { metadataItems } from "./metadata-items.ts";

/** Bounds that the comments of `samples/sink/v1/echo.proto` promise. */
const MOST_BYTES = 268_435_456;
const MOST_MESSAGES = 10_000_000;
const LONGEST_WAIT = 3_600_000;

interface MetadataRequest {
  readonly headers?: Readonly<Record<string, string>>;
  readonly trailers?: Readonly<Record<string, string>>;
}

interface BytesRequest {
  readonly byteCount?: number;
  readonly random?: boolean;
  readonly messageCount?: number;
  readonly interval?: string;
}

/** `samples.sink.v1.EchoService`: gives back what it gets. */
export const echoHandlers: Handlers = {
  "samples.sink.v1.EchoService.Echo": unary((request) => request),
  "samples.sink.v1.EchoService.EchoLabel": unary((request) => request),
  "samples.sink.v1.EchoService.EchoScene": unary((request) => request),
  "samples.sink.v1.EchoService.EchoAny": unary((request) => request),
  "samples.sink.v1.EchoService.EchoBody": unary((request) => request),
  "samples.sink.v1.EchoService.EchoEach": bidiStream((requests, call) => {
    call.sendHeaders();
    return requests;
  }),
  "samples.sink.v1.EchoService.EchoMetadata": unary(echoMetadata),
  "samples.sink.v1.EchoService.GetBytes": unary(getBytes),
  "samples.sink.v1.EchoService.ListBytes": serverStream(listBytes),
  "samples.sink.v1.EchoService.Wait": unary(waitAsAsked),
};

function echoMetadata(message: Message, call: Call): JsonObject {
  const request = readJson<MetadataRequest>(message, call);
  for (const item of metadataItems(call, "headers", request.headers ?? {})) call.setHeader(item);
  for (const item of metadataItems(call, "trailers", request.trailers ?? {})) call.setTrailer(item);
  const timeLeft = call.timeLeft();
  return {
    entries: call.metadata.map(({ name, value }) =>
      typeof value === "string"
        ? { name, text: value }
        : { name, bytes: Buffer.from(value).toString("base64") },
    ),
    ...(timeLeft === undefined ? {} : { timeLeft: durationText(timeLeft) }),
    channel: call.channel,
  };
}

function getBytes(message: Message, call: Call): Message {
  const request = readJson<BytesRequest>(message, call);
  return chunk(call, 0, content(request, call));
}

async function* listBytes(message: Message, call: Call): AsyncIterable<Message> {
  const request = readJson<BytesRequest>(message, call);
  const count = request.messageCount ?? 0;
  if (count > MOST_MESSAGES) throw badField(call, "message_count", `must be at most ${MOST_MESSAGES}`);
  const interval = milliseconds(request.interval, 0);
  const bytes = content(request, call);
  for (let index = 0; index < count; index += 1) {
    if (interval > 0 && index > 0) await wait(interval, call.signal);
    yield chunk(call, index, bytes);
  }
}

/** Made as a message, not as JSON: the largest would be a third longer in base64. */
function chunk(call: Call, index: number, bytes: Uint8Array): Message {
  return create(call.method.output, { index, content: bytes });
}

/** The bytes asked for: the alphabet over and over, or the same noise every time. */
function content(request: BytesRequest, call: Call): Uint8Array {
  const count = request.byteCount ?? 0;
  if (count > MOST_BYTES) throw badField(call, "byte_count", `must be at most ${MOST_BYTES}`);
  return request.random === true ? noise(count) : Buffer.alloc(count, "abcdefghijklmnopqrstuvwxyz");
}

function noise(count: number): Buffer {
  return createHash("shake128", { outputLength: Math.max(count, 1) })
    .update("byteglass")
    .digest()
    .subarray(0, count);
}

async function waitAsAsked(message: Message, call: Call): Promise<JsonObject> {
  const { delay } = readJson<{ readonly delay?: string }>(message, call);
  const duration = milliseconds(delay, 0);
  if (duration < 0 || duration > LONGEST_WAIT) throw badField(call, "delay", "must be from 0s to 3600s");
  await wait(duration, call.signal);
  return { waited: delay ?? "0s" };
}
