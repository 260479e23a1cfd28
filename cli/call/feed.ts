/** Feeding a call that stays open: standard input as it comes, a file larger than memory, or a recording again. */
import { statSync } from "node:fs";
import type { Engine } from "../../core/contract/engine.ts";
import type { CallBody, CallRequest } from "../../core/contract/params.ts";
import type { SendFileRequest } from "../../core/contract/streams.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import { ByteglassError } from "../../core/error.ts";
import type { Arguments, OptionTable } from "../arguments.ts";
import type { CommandContext } from "../command.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";
import { type BodyMessage, type BodyText, readBodies, splitMessages } from "./body.ts";
import { feedInput, type InputListener } from "./input-feed.ts";
import { type MethodSchema, namesType } from "./method-schema.ts";

/** Where the messages of an open call come from. */
export type Feed =
  | { readonly kind: "input" }
  | { readonly kind: "file"; readonly file: string; readonly form: FileForm }
  | { readonly kind: "recording"; readonly file: string; readonly speed: number };

type FileForm = NonNullable<SendFileRequest["form"]>;

/** Options about streams. */
export const streamOptions: OptionTable = {
  events: {
    type: "boolean",
    text: "Print everything that happens, one JSON object a line as it happens, as --json does for streams.",
  },
  frames: {
    type: "string",
    value: "FORM",
    text: "With --bytes @FILE: it holds several messages, delimited (each behind its length as a varint) or length-prefixed (in four bytes).",
  },
  record: {
    type: "string",
    value: "FILE",
    text: "Write the call with its times and bytes to FILE; `byteglass timeline FILE` reads it.",
  },
  replay: {
    type: "string",
    value: "FILE",
    text: "Send the messages that a recording sent, at its times; in place of -d.",
  },
  speed: { type: "string", value: "FACTOR", text: "With --replay: 2 is twice as fast, 0 waits for nothing." },
};

/** Files above this many bytes are not read as a whole: their messages go out as they are read. */
const LARGE_FILE = 16 * 1024 * 1024;

/** The feed that the options name, as far as it can be told before the kind of the method is known. */
export function readFeed(given: Arguments): Feed | undefined {
  if (given.text("frames") !== undefined) return readFramedFile(given);
  const replay = given.text("replay");
  const data = given.texts("data");
  if (replay === undefined) {
    if (given.text("speed") !== undefined)
      throw usageError("--speed belongs to --replay.", "Add --replay FILE.");
    const [only] = data;
    if (data.length !== 1 || only === undefined) return undefined;
    if (only === "-") return { kind: "input" };
    return isLargeFile(only) ? { kind: "file", file: only.slice(1), form: "json" } : undefined;
  }
  if (data.length > 0)
    throw usageError("-d and --replay cannot be given together.", "Leave one of them out.");
  const speed = Number(given.text("speed") ?? "1");
  if (Number.isFinite(speed) && speed >= 0 && speed <= 1000)
    return { kind: "recording", file: replay, speed };
  throw usageError(
    `--speed needs a number from 0 to 1000, not "${given.text("speed")}".`,
    "1 keeps the times.",
  );
}

function readFramedFile(given: Arguments): Feed {
  const form = given.text("frames");
  const [word = "", ...more] = given.texts("bytes");
  if (!word.startsWith("@") || more.length > 0 || given.text("replay") !== undefined) {
    throw usageError("--frames belongs to one --bytes @FILE.", "Name the file that holds the messages.");
  }
  if (given.texts("data").length > 0)
    throw usageError("-d and --bytes cannot be given together.", "Leave one of them out.");
  if (form !== "delimited" && form !== "length-prefixed") {
    throw usageError(`call --frames does not know "${form}".`, "Choose one of delimited, length-prefixed.");
  }
  const file = word.slice(1);
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return { kind: "file", file, form };
  throw new ByteglassError("file-unreadable", `The file ${file} does not exist.`, {
    hint: "Check the name; a relative name starts at the current folder.",
  });
}

function isLargeFile(word: string): boolean {
  if (!word.startsWith("@")) return false;
  return (statSync(word.slice(1), { throwIfNoEntry: false })?.size ?? 0) > LARGE_FILE;
}

/** What a call sends: messages that are known, or a feed. */
export interface CallBodyText {
  readonly schemaId: string;
  readonly messages: readonly BodyMessage[];
  readonly feed?: Feed;
}

/** Reads what is to be sent, now that the kind of the method is known: a method that takes one message has no feed. */
export async function readBody(
  { given, terminal }: CommandContext,
  { schemaId, method, whole }: MethodSchema,
  {
    feed,
    bodies,
    raw,
  }: { feed: Feed | undefined; bodies: readonly BodyText[]; raw: readonly CallBody[] | undefined },
): Promise<CallBodyText> {
  if (raw !== undefined) return { schemaId, messages: [] };
  const streams = method.kind === "client-stream" || method.kind === "bidi-stream";
  if (feed === undefined) return { schemaId, messages: splitMessages(bodies, method.kind, method.fullName) };
  // What comes later may name a type inside google.protobuf.Any that the method itself does not need.
  const isFramed = feed.kind === "file" && feed.form !== "json";
  if (streams || isFramed || feed.kind === "recording")
    return { schemaId: await whole(), messages: [], feed };
  const read = await readBodies(given, terminal);
  const namesTypes = read.some(({ text }) => namesType(text));
  const messages = splitMessages(read, method.kind, method.fullName);
  return { schemaId: namesTypes ? await whole() : schemaId, messages };
}

/** Makes a call, feeding it meanwhile. A fault of the feed comes before the end that it causes. */
export async function callAndFeed(
  engine: Engine,
  terminal: Terminal,
  request: CallRequest,
  feed: Feed | undefined,
  listener: InputListener,
): Promise<CallRecord> {
  const call = engine.call(request);
  if (feed === undefined) return await call;
  // A call that never came about says why itself; the feed only finds nothing to send on.
  call.catch(() => undefined);
  await feedCall(engine, terminal, request.operationId, feed, listener);
  return await call;
}

/**
 * Sends until the feed is at its end, then half-closes; a recording half-closes where it did. An end of the call is no
 * failure: its status tells. Rejects with `bad-json` and the like after cancelling the call.
 */
async function feedCall(
  engine: Engine,
  terminal: Terminal,
  operationId: string,
  feed: Feed,
  listener: InputListener,
): Promise<void> {
  try {
    if (feed.kind === "input") await feedInput(engine, terminal, operationId, listener);
    else if (feed.kind === "file") await engine.sendFile({ operationId, file: feed.file, form: feed.form });
    else {
      const { recordingId } = await engine.openRecording({ operationId: "open recording", file: feed.file });
      await engine.replay({ operationId, recordingId, speed: feed.speed });
    }
    await engine.halfClose({ operationId });
  } catch (thrown) {
    if (thrown instanceof ByteglassError && thrown.code === "not-found") return;
    await engine.cancel({ operationId });
    throw thrown;
  }
}
