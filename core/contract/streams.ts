/** What can be done to a call while it runs; a call that is to be driven by hand is started with `keepOpen`. */
import * as v from "valibot";
import { CallBodySchema } from "./params.ts";
import { Identifier, Path, Text } from "./shapes.ts";

export const SendMessagesParams = v.object({
  operationId: Identifier,
  /** One JSON document a message. */
  messages: v.array(Text),
  /** JSON documents one behind the other, or one array of them, in place of `messages`: empty is one empty message. */
  text: v.optional(Text),
  /** Messages as bytes, in place of JSON. */
  bodies: v.optional(v.array(CallBodySchema)),
});
export const SendFileParams = v.object({
  operationId: Identifier,
  file: Path,
  /**
   * `json` are documents, one behind the other or one a line (NDJSON), or one array of them; `delimited` are protobuf
   * messages behind their lengths as varints, `length-prefixed` in four bytes, big-endian. Absent, the file's first bytes
   * tell JSON from `delimited`.
   */
  form: v.optional(v.picklist(["json", "delimited", "length-prefixed"])),
});
export const ReplayParams = v.object({
  operationId: Identifier,
  /** Whose sent messages are sent again. */
  recordingId: Identifier,
  /** 1 keeps the times between the messages, 2 halves them, 0 waits for nothing but the other side. */
  speed: v.pipe(v.number(), v.minValue(0), v.maxValue(1000)),
});
export const OpenCallParams = v.object({ operationId: Identifier });
export const PauseCallParams = v.object({ operationId: Identifier, paused: v.boolean() });

export type SendMessagesRequest = v.InferOutput<typeof SendMessagesParams>;
export type SendFileRequest = v.InferOutput<typeof SendFileParams>;
export type ReplayRequest = v.InferOutput<typeof ReplayParams>;
export type OpenCallRequest = v.InferOutput<typeof OpenCallParams>;
export type PauseCallRequest = v.InferOutput<typeof PauseCallParams>;

/** How many messages a request has sent. */
export interface Sent {
  readonly count: number;
}

/**
 * Driving a call that runs. All reject with `not-found` when it has ended, and those that send with `usage` when it was
 * half-closed or its method takes no more messages, and with `bad-json` (or `bad-bytes`) for a message that does not fit:
 * then none of the request's messages is sent, or, from a file, none from that one on.
 */
export interface StreamMethods {
  /** Resolves when the channel has room for more: the server's flow control holds it back until then. */
  sendMessages(request: SendMessagesRequest): Promise<Sent>;
  /** Sends the messages of a file one by one as they are read. */
  sendFile(request: SendFileRequest): Promise<Sent>;
  /** Sends what a recording sent, at its times, and half-closes where it did. */
  replay(request: ReplayRequest): Promise<Sent>;
  /** Tells the server that nothing more comes. */
  halfClose(request: OpenCallRequest): Promise<void>;
  /** Stops and resumes taking messages; the server has to wait as soon as its window is full. */
  pauseCall(request: PauseCallRequest): Promise<void>;
}
