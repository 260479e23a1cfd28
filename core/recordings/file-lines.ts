/**
 * The lines of a recording's file, one JSON object each: a head that says what was called and carries its schema, then
 * the events in order. Messages are base64 in `bytes`, times are ms from the start.
 */
import * as v from "valibot";
import { ChannelKindSchema } from "../contract/channels.ts";
import { SavedRequestSchema } from "../contract/collections.ts";
import { isCredentialName } from "../contract/credential-name.ts";
import type { MetadataEntry } from "../contract/params.ts";
import { SideSchema } from "../contract/recordings.ts";
import { parseJson } from "../json-value.ts";
import { messageText, typeOf } from "./decoder.ts";
import type { PlainEvent, Recording } from "./recording.ts";

/** Raised when a reader of the version before could not read what is written. */
const VERSION = 1;

const Head = v.object({
  byteglassRecording: v.literal(VERSION),
  method: v.string(),
  channel: ChannelKindSchema,
  target: v.string(),
  startedAt: v.string(),
  /** A `google.protobuf.FileDescriptorSet`, base64. */
  descriptorSet: v.string(),
  /** The request as it was written, where it was shared; one of another form is as if there were none. */
  request: v.fallback(v.optional(SavedRequestSchema), undefined),
});
/** What the first line of a file says. */
export type RecordingHead = v.InferOutput<typeof Head>;

const Message = v.object({
  at: v.number(),
  side: SideSchema,
  bytes: v.string(),
  wireByteLength: v.optional(v.number()),
});
const Entries = v.array(v.object({ name: v.string(), value: v.string() }));
const Status = v.object({
  code: v.number(),
  name: v.string(),
  message: v.string(),
  explanation: v.string(),
  hint: v.string(),
  details: v.array(v.object({ typeUrl: v.string(), json: v.string(), known: v.boolean() })),
  httpStatus: v.exactOptional(v.number()),
});
const Plain = v.variant("kind", [
  v.object({ kind: v.literal("connecting"), at: v.number(), address: v.string() }),
  v.object({
    kind: v.literal("resolving"),
    at: v.number(),
    name: v.string(),
    addresses: v.array(v.string()),
    duration: v.number(),
  }),
  v.object({
    kind: v.literal("retry"),
    at: v.number(),
    attempt: v.number(),
    wait: v.number(),
    status: Status,
  }),
  v.object({ kind: v.literal("connected"), at: v.number(), address: v.string(), protocol: v.string() }),
  v.object({ kind: v.literal("request-headers"), at: v.number(), line: v.string(), headers: Entries }),
  v.object({ kind: v.literal("half-close"), at: v.number() }),
  v.object({ kind: v.literal("response-headers"), at: v.number(), headers: Entries }),
  v.object({ kind: v.literal("trailers"), at: v.number(), trailers: Entries }),
  v.object({ kind: v.literal("status"), at: v.number(), status: Status }),
]);

/** One line of a file: an event, or a message with its bytes. */
export type FileEntry =
  | { readonly plain: PlainEvent }
  | {
      readonly at: number;
      readonly side: v.InferOutput<typeof SideSchema>;
      readonly bytes: Uint8Array;
      readonly wireByteLength?: number;
    };

/** What a first line is written of. */
type NewHead = Omit<RecordingHead, "byteglassRecording" | "request"> &
  Pick<Partial<RecordingHead>, "request">;

/** The first line of a file. */
export function headLine(head: NewHead): string {
  return JSON.stringify({ byteglassRecording: VERSION, ...head });
}

/** The line of one event. `json` adds the type and the JSON of messages, for tools that have no schema. */
export function eventLine(recording: Recording, event: number, json: boolean): string {
  const message = recording.message(event);
  if (message === undefined) return JSON.stringify(withoutSecrets(recording.plainEvent(event)));
  const { at, side, number, wireByteLength } = message;
  const bytes = Buffer.from(recording.bytesOf(event)).toString("base64");
  const wire = wireByteLength === undefined ? "" : `,"wireByteLength":${wireByteLength}`;
  const start = `{"at":${at},"side":"${side}","number":${number}${wire},"bytes":"${bytes}"`;
  if (!json) return `${start}}`;
  return `${start},"type":"${typeOf(recording, side).typeName}","json":${messageText(recording, event)}}`;
}

/** Reads the first line; undefined when it is no head of a file. */
export function readHeadLine(line: string): RecordingHead | undefined {
  const parsed = v.safeParse(Head, parseJson(line));
  return parsed.success ? parsed.output : undefined;
}

/** Reads the line of an event; undefined when it is none. */
export function readEventLine(line: string): FileEntry | undefined {
  const value = parseJson(line);
  const message = v.safeParse(Message, value);
  if (message.success) {
    const { at, side, bytes, wireByteLength } = message.output;
    const entry = { at, side, bytes: new Uint8Array(Buffer.from(bytes, "base64")) };
    return wireByteLength === undefined ? entry : { ...entry, wireByteLength };
  }
  const plain = v.safeParse(Plain, value);
  return plain.success ? { plain: plain.output } : undefined;
}

/** A file is passed on: values of headers that let others in are left out of it. */
function withoutSecrets(event: PlainEvent | undefined): object {
  if (event === undefined) return {};
  switch (event.kind) {
    case "request-headers":
    case "response-headers":
      return { ...event, headers: event.headers.map(hideSecret) };
    case "trailers":
      return { ...event, trailers: event.trailers.map(hideSecret) };
    case "connected": {
      const { kind, at, address, protocol } = event;
      return { kind, at, address, protocol };
    }
    default:
      return event;
  }
}

function hideSecret({ name, value }: MetadataEntry): MetadataEntry {
  return isCredentialName(name) ? { name, value: "(left out)" } : { name, value };
}
