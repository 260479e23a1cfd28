/** The engine's methods that drive a call while it runs. */
import { createReadStream } from "node:fs";
import { ValueSplitter } from "../channels/http-json/value-splitter.ts";
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
} from "../contract/streams.ts";
import { ByteglassError } from "../error.ts";
import { messagesOf } from "./bodies.ts";
import { type EncodedMessage, encodeMessages } from "./call-messages.ts";
import { door } from "./door.ts";
import type { LiveSession } from "./live-calls.ts";
import type { Parts } from "./parts.ts";
import { codecRoom } from "./rooms.ts";

/** UTF-16 units of one message in a file. */
const maximumTextLength = 512 * 1024 * 1024;

/** Sends, replays, half-closes and pauses. */
export function streamMethods(parts: Parts): StreamMethods {
  const { live } = parts;
  return {
    sendMessages: door("sendMessages", SendMessagesParams, async (request) =>
      sendGiven(request, await live.get(request.operationId), parts),
    ),
    sendFile: door("sendFile", SendFileParams, async (request) =>
      sendFromFile(request, await live.get(request.operationId)),
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
  request: SendMessagesRequest,
  session: LiveSession,
  { documents }: Parts,
): Promise<Sent> {
  const { method, pool, validate, channel } = session.parts;
  const { registry } = pool;
  const messages = await messagesOf(
    { ...request, validate, channel },
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

async function sendFromFile({ file }: SendFileRequest, session: LiveSession): Promise<Sent> {
  return await session.inTurn(async () => {
    let count = 0;
    for await (const text of textsOf(file)) {
      if (session.isClosing && count > 0) break;
      requireStream(session);
      await session.send(await encodeOne(session, text, file, count));
      count++;
    }
    return { count };
  });
}

async function encodeOne(
  { parts: { method, pool, validate } }: LiveSession,
  text: string,
  file: string,
  index: number,
): Promise<EncodedMessage> {
  try {
    const [message] = await encodeMessages(method.input, pool.registry, [text], validate);
    if (message !== undefined) return message;
  } catch (thrown) {
    if (!(thrown instanceof ByteglassError) || thrown.code !== "bad-json") throw thrown;
    throw new ByteglassError(
      "bad-json",
      `Message ${index + 1} of ${file} cannot be sent as ${method.input.typeName}.`,
      {
        hint: `The ${index === 1 ? "message" : `${index} messages`} before it went out; the call is still open.`,
        findings: thrown.findings,
        cause: thrown,
      },
    );
  }
  throw new RangeError("one text makes one message");
}

/** The JSON documents of a file, one at a time: the file may be larger than memory. */
async function* textsOf(file: string): AsyncGenerator<string> {
  const splitter = new ValueSplitter(maximumTextLength);
  try {
    for await (const chunk of createReadStream(file, "utf8")) {
      yield* splitter.read(String(chunk).replace(/^\ufeff/, ""));
      if (splitter.isTooLong) throw new ByteglassError("too-large", `A message of ${file} is too long.`);
    }
  } catch (thrown) {
    if (thrown instanceof ByteglassError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new ByteglassError("file-unreadable", `The file ${file} could not be read: ${reason}.`, {
      hint: "Check the name and the permissions.",
      cause: thrown,
    });
  }
  // Whatever stands at the end goes to the codec, which says what is wrong with it.
  const last = splitter.end() ?? splitter.unfinished;
  if (last !== "") yield last;
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
function closedAt(recording: ReturnType<Parts["recordings"]["get"]>["recording"]): number | undefined {
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
