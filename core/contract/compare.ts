/** Comparing channels: one message over each of them, many times, in turns. */
import * as v from "valibot";
import { AuthorizationSchema } from "./authorization.ts";
import { CallOptionsSchema } from "./call-options.ts";
import { HttpOptionsSchema } from "./channels.ts";
import { VariableScopeSchema } from "./environments.ts";
import { CallBodySchema, ChannelKindSchema, MetadataEntrySchema, ServerAddressSchema } from "./params.ts";
import { Identifier, Offset, Text } from "./shapes.ts";
import type { CallStatus } from "./views.ts";

/** One way to compare. */
const ComparedChannelSchema = v.object({
  channel: ChannelKindSchema,
  server: ServerAddressSchema,
  /** Which `google.api.http` binding to use; absent lets the engine choose. */
  binding: v.optional(Offset),
  /** How a channel over plain HTTP writes the request. */
  http: v.optional(HttpOptionsSchema),
});
export type ComparedChannel = v.InferOutput<typeof ComparedChannelSchema>;

export const CompareParams = v.object({
  operationId: Identifier,
  schemaId: Identifier,
  /** A unary method. */
  method: Identifier,
  message: Text,
  /** The message as bytes, in place of its JSON. */
  body: v.optional(CallBodySchema),
  metadata: v.array(MetadataEntrySchema),
  authorization: v.optional(AuthorizationSchema),
  options: v.optional(CallOptionsSchema),
  /** Where `{{name}}` is looked up, once for all calls; absent leaves texts as they are. */
  scope: v.optional(VariableScopeSchema),
  /** Of each call, in ms. */
  deadline: v.optional(v.number()),
  channels: v.pipe(v.array(ComparedChannelSchema), v.minLength(1), v.maxLength(16)),
  /** Measured calls a channel, after one that opens the connection. */
  count: v.pipe(Offset, v.minValue(1), v.maxValue(100_000)),
});
export type CompareRequest = v.InferOutput<typeof CompareParams>;

/** Bytes one way. */
export interface Traffic {
  /** As they travelled: compressed, and in the frames of the channel. */
  readonly body: number;
  /** The same without compression. */
  readonly uncompressedBody: number;
  /**
   * Headers (and trailers) of the first call and of one that follows on the same connection: HTTP/1.1 text as it is,
   * HTTP/2 header blocks as nghttp2 packs them (HPACK), where the second call repeats little.
   */
  readonly firstHeaders: number;
  readonly laterHeaders: number;
}

/** Times in ms. */
export interface Latency {
  readonly minimum: number;
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly maximum: number;
  readonly mean: number;
}

/** Why two answers differ although the server may mean the same: JSON cannot carry it, or this server's JSON does not. */
export interface JsonReason {
  readonly code:
    | "unknown-field"
    | "unknown-name"
    | "unset-or-default"
    | "not-a-number"
    | "negative-zero"
    | "rounded"
    | "time-cut"
    | "not-text"
    | "response-body";
  /** One or two sentences for a person. */
  readonly words: string;
}

/** One place where two answers differ. */
export interface AnswerDifference {
  readonly path: string;
  /** The value as a tree row has it; absent where the field is not there. */
  readonly reference?: string;
  readonly value?: string;
  /** Absent for what is simply another value. */
  readonly reason?: JsonReason;
}

/** What one channel did. */
export interface ChannelComparison {
  readonly channel: ComparedChannel["channel"];
  readonly target: string;
  /** `h2c`, `HTTP/1.1`; empty when no connection came about. */
  readonly protocol: string;
  readonly okCount: number;
  /** How often each other status came, and the first of them in words. */
  readonly failures: readonly { readonly status: CallStatus; readonly count: number }[];
  /** Why the channel has no form for the message, such as no HTTP rule; nothing was sent then. */
  readonly refused?: string;
  readonly request: Traffic;
  readonly response: Traffic;
  /** ms until the connection stood, of the first call; absent when an open one was used. */
  readonly connectedAfter?: number;
  /** Of the calls that succeeded, from the connection to the status; absent when none did. */
  readonly latency?: Latency;
  /** Against the first channel that answered. `varies`: the same but for what changes from call to call on one channel. */
  readonly answer: "reference" | "same" | "different" | "varies" | "none";
  /** Bounded to 100; without what changes from call to call. */
  readonly differences: readonly AnswerDifference[];
  /** Paths of what changes from call to call on this channel. */
  readonly varying: readonly string[];
  /** JSON of the first answer. */
  readonly answerJson?: string;
  /** How the server writes its JSON, where it is not as usual: `enums as numbers`. Empty for other channels. */
  readonly jsonHabits: readonly string[];
}

/** Channels side by side. */
export interface Comparison {
  readonly method: string;
  /** Calls made a channel; fewer than asked for when it was cancelled. */
  readonly count: number;
  readonly cancelled: boolean;
  readonly channels: readonly ChannelComparison[];
  /** One sentence: what this shows, and no more. */
  readonly conclusion: string;
}

/** Comparing. */
export interface CompareMethods {
  /**
   * Sends one message over every channel in turns. Progress is told as `compared 12 of 200`; `cancel` ends it with what
   * there is. Rejects with `usage` for a streaming method, `bad-json`, `bad-target`, and `no-binding` when no channel can
   * carry the message.
   */
  compareChannels(request: CompareRequest): Promise<Comparison>;
}
