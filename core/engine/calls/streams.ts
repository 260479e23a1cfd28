/** The engine's methods that drive a call while it runs. */
import { ValueSplitter } from "../../channels/http-json/value-splitter.ts";
import {
  OpenCallParams,
  PauseCallParams,
  ReplayParams,
  type ReplayRequest,
  SendFileParams,
  type SendFileRequest,
  SendMessagesParams,
  type SendMessagesRequest,
  type Sent,
  type StreamMethods,
} from "../../contract/streams.ts";
import { ByteglassError } from "../../error.ts";
import type { Recording } from "../../recordings/index.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { codecRoom } from "../rooms.ts";
import { messagesOf } from "./bodies.ts";
import type { EncodedMessage } from "./call-messages.ts";
import type { LiveSession } from "./live-calls.ts";
import { type FileMessage, messagesOfFile } from "./message-files.ts";

/** Sends, replays, half-closes and pauses. */
export function streamMethods(parts: Parts): StreamMethods {
  const { live } = parts;
  return {
    sendMessages: door("sendMessages", SendMessagesParams, async (request) =>
      sendGiven(request, await live.get(request.operationId), parts),
    ),
    sendFile: door("sendFile", SendFileParams, async (request) =>
      sendFromFile(request, await live.get(request.operationId), parts),
    ),
    replay: door("replay", ReplayParams, async (request) =>
      replayRecording(request, await live.get(request.operationId), parts),
    ),
    halfClose: door("halfClose", OpenCallParams, async ({ operationId }) =>
      (await live.get(operationId)).halfClose(),
    ),
    pauseCall: door("pauseCall", PauseCallParams, async ({ operationId, paused }) =>
      (await live.get(operationId)).pause(paused),
    ),
  };
}

async function sendGiven(
  { text, ...request }: SendMessagesRequest,
  session: LiveSession,
  { documents }: Parts,
): Promise<Sent> {
  const { method, pool, validate, channel } = session.parts;
  const { registry } = pool;
  const given = text === undefined ? request.messages : documentsOf(text);
  const messages = await messagesOf(
    { ...request, messages: [...given], validate, channel },
    { type: method.input, registry, documents },
  );
  return await session.inTurn(async () => {
    for (const message of messages) {
      requireStream(session);
      await session.send(message);
    }
    return { count: messages.length };
  });
}

/** The documents of a text as it was typed; what is none goes to the codec, which says what is wrong with it. */
function documentsOf(text: string): readonly string[] {
  if (text.trim() === "") return ["{}"];
  const splitter = new ValueSplitter(text.length);
  const whole = splitter.read(text);
  const last = splitter.end() ?? splitter.unfinished;
  return last === "" && !splitter.isOpen ? whole : [...whole, last];
}

async function sendFromFile(request: SendFileRequest, session: LiveSession, parts: Parts): Promise<Sent> {
  return await session.inTurn(async () => {
    let count = 0;
    for await (const message of messagesOfFile(request)) {
      if (session.isClosing && count > 0) break;
      requireStream(session);
      await session.send(
        await encodeOne(session, message, parts, `Message ${count + 1} of ${request.file}`, count),
      );
      count++;
    }
    return { count };
  });
}

async function encodeOne(
  { parts: { method, pool, validate, channel } }: LiveSession,
  message: FileMessage,
  { documents }: Parts,
  name: string,
  index: number,
): Promise<EncodedMessage> {
  const given =
    "text" in message
      ? { messages: [message.text] }
      : { messages: [], bodies: [{ kind: "bytes" as const, bytes: message.bytes }] };
  try {
    const context = { type: method.input, registry: pool.registry, documents };
    const [encoded] = await messagesOf({ ...given, validate, channel }, context);
    if (encoded !== undefined) return encoded;
  } catch (thrown) {
    if (!(thrown instanceof ByteglassError) || thrown.code !== "bad-json") throw thrown;
    const before = index === 1 ? "message" : `${index} messages`;
    const sent = index === 0 ? "Nothing was sent" : `The ${before} before it went out`;
    throw new ByteglassError("bad-json", `${name} cannot be sent as ${method.input.typeName}.`, {
      hint: `${sent}; the call is still open.`,
      findings: thrown.findings,
      cause: thrown,
    });
  }
  throw new RangeError("one message given is one message");
}

/** Sends the messages that a recording sent, as the bytes they were, each when its time comes. */
async function replayRecording(
  { recordingId, speed }: ReplayRequest,
  session: LiveSession,
  parts: Parts,
): Promise<Sent> {
  const { renderJson } = await codecRoom();
  const { recording } = parts.recordings.get(recordingId);
  const { method, pool } = session.parts;
  const count = recording.messageCount("out");
  const firstAt = count === 0 ? 0 : recording.timeOf(recording.eventOf("out", 0));
  const startedAt = performance.now();
  const due = (at: number) => (speed === 0 ? 0 : (at - firstAt) / speed - (performance.now() - startedAt));
  return await session.inTurn(async () => {
    for (let index = 0; index < count; index++) {
      const event = recording.eventOf("out", index);
      await session.wait(due(recording.timeOf(event)));
      if (session.isClosing) return { count: index };
      const bytes = recording.bytesOf(event);
      const { text, links, compactByteLength, findings } = renderJson(method.input, bytes, {
        registry: pool.registry,
      });
      await session.send({ bytes, text, links, compactByteLength, findings });
    }
    const closed = closedAt(recording);
    if (closed !== undefined) {
      await session.wait(due(closed));
      session.halfClose();
    }
    return { count };
  });
}

/** When a recording half-closed; undefined when it never did. */
function closedAt(recording: Recording): number | undefined {
  return recording.plainEvents().find(({ kind }) => kind === "half-close")?.at;
}

/** A method that takes one message has taken it with the start of its call. */
function requireStream({ parts: { kind, method, handed } }: LiveSession): void {
  if (kind === "client-stream" || kind === "bidi-stream" || handed.count === 0) return;
  throw new ByteglassError(
    "usage",
    `${method.parent.typeName}/${method.name} takes one message, and it has been sent.`,
    { hint: "Only a client stream or a bidirectional stream takes several." },
  );
}
