/** The ways a call can travel. */
import * as v from "valibot";
import { Identifier } from "./shapes.ts";

/** Every channel, in the order a face lists them. */
export const CHANNEL_KINDS = [
  "grpc",
  "grpc-web",
  "grpc-web-text",
  "connect",
  "connect-json",
  "connect-get",
  "http-json",
  "http-protobuf",
] as const;
export const ChannelKindSchema = v.picklist(CHANNEL_KINDS);
export type ChannelKind = v.InferOutput<typeof ChannelKindSchema>;

/** How a channel over plain HTTP writes its requests; gRPC takes none of it. */
export const HttpOptionsSchema = v.object({
  /** Absent lets TLS negotiate, and takes HTTP/1.1 in plaintext unless both sides stream. */
  version: v.optional(v.picklist(["1.1", "2"])),
  /** `http-protobuf` alone: the HTTP method (POST unless told), … */
  method: v.optional(v.pipe(Identifier, v.regex(/^[A-Za-z][A-Za-z0-9-]*$/))),
  /** … the path and query (`/pkg.Service/Method` unless told), … */
  path: v.optional(Identifier),
  /** … and the content type (`application/x-protobuf` unless told). */
  contentType: v.optional(Identifier),
});
export type HttpOptions = v.InferOutput<typeof HttpOptionsSchema>;

/** True for channels whose URL can have parameters of one's own. */
export function hasQuery(channel: ChannelKind): boolean {
  return channel !== "grpc";
}

/** True for channels whose bodies are JSON: the bytes of a message are made from it and into it on the way. */
export function carriesJson(channel: ChannelKind): boolean {
  return channel === "http-json" || channel === "connect-json";
}
