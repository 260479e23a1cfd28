/** `--channel` and what goes with it. */
import { CHANNEL_KINDS, type ChannelKind, type HttpOptions } from "../../core/contract/channels.ts";
import type { Arguments } from "../arguments.ts";
import { nearestNames } from "../nearest.ts";
import { usageError } from "../usage-error.ts";

/** Options about the HTTP request of a channel. */
export const httpOptions = {
  "http-version": {
    type: "string",
    value: "1.1|2",
    text: "The version of HTTP, for channels over plain HTTP; TLS agrees on one unless told.",
  },
  "http-method": {
    type: "string",
    value: "METHOD",
    text: "The HTTP method of http-protobuf; POST unless told.",
  },
  path: {
    type: "string",
    value: "PATH",
    text: "The path and query of http-protobuf; /pkg.Service/Method unless told.",
  },
  "content-type": {
    type: "string",
    value: "TYPE",
    text: "The content type of http-protobuf; application/x-protobuf unless told.",
  },
} as const;

/** Options of a call about the channel. */
export const channelOptions = {
  channel: {
    type: "string",
    value: "KIND",
    text: `How the call travels; grpc unless told. One of ${CHANNEL_KINDS.join(", ")}.`,
  },
  ...httpOptions,
} as const;

/** The channel that was asked for. Throws a usage error for one that does not exist. */
export function readChannel(given: Arguments): ChannelKind {
  const text = given.text("channel") ?? "grpc";
  const kind = CHANNEL_KINDS.find((one) => one === text);
  if (kind !== undefined) return kind;
  const [near] = nearestNames(text, CHANNEL_KINDS);
  throw usageError(
    `There is no channel "${text}".${near === undefined ? "" : ` Did you mean ${near}?`}`,
    `Channels are ${CHANNEL_KINDS.join(", ")}.`,
  );
}

/** What the options say of the HTTP request. Throws a usage error for what the channel has no place for. */
export function readHttpOptions(given: Arguments, channel: ChannelKind): HttpOptions {
  const version = given.text("http-version");
  if (version !== undefined && version !== "1.1" && version !== "2") {
    throw usageError(
      `--http-version needs 1.1 or 2, not "${version}".`,
      "Leave it out to let TLS agree on one.",
    );
  }
  if (version !== undefined && channel === "grpc") {
    throw usageError(
      "--http-version is for channels over plain HTTP: gRPC is always HTTP/2.",
      "Leave it out.",
    );
  }
  const [method, path, contentType] = [
    given.text("http-method"),
    given.text("path"),
    given.text("content-type"),
  ];
  if (channel !== "http-protobuf" && (method ?? path ?? contentType) !== undefined) {
    throw usageError(
      "--http-method, --path and --content-type are for --channel http-protobuf.",
      `On ${channel} the protocol decides them: leave them out.`,
    );
  }
  return {
    ...(version === undefined ? {} : { version }),
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}
