/** Channels as a person reads them. Pure. */
import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";

/** How a channel is told. */
export interface ChannelWords {
  readonly name: string;
  /** Two to four letters for a list. */
  readonly mark: string;
  /** What travels, in a few words. */
  readonly detail: string;
}

const WORDS: Readonly<Record<ChannelKind, ChannelWords>> = {
  grpc: { name: "gRPC", mark: "gRPC", detail: "protobuf over HTTP/2" },
  "grpc-web": { name: "gRPC-Web", mark: "WEB", detail: "protobuf, as browsers send it" },
  "grpc-web-text": { name: "gRPC-Web text", mark: "WEB", detail: "the same as base64" },
  connect: { name: "Connect", mark: "CON", detail: "protobuf over HTTP" },
  "connect-json": { name: "Connect + JSON", mark: "CON", detail: "JSON over HTTP" },
  "connect-get": { name: "Connect GET", mark: "CON", detail: "protobuf in the URL of a GET" },
  "http-json": { name: "HTTP + JSON", mark: "HTTP", detail: "by google.api.http rules" },
  "http-protobuf": { name: "HTTP + protobuf", mark: "HTTP", detail: "a protobuf body, any path" },
};

/** The words for a channel. */
export function channelWords(channel: ChannelKind): ChannelWords {
  return WORDS[channel];
}

/** All channels, in the order they are offered. */
export const channelList: readonly (ChannelWords & { readonly kind: ChannelKind })[] = CHANNEL_KINDS.map(
  (kind) => ({ kind, ...WORDS[kind] }),
);
