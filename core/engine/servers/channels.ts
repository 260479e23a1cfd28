/** Channels of an engine. What is kept between calls is connections, one to a server: all its channels share them. */
import { createRegistry, type DescMethod, type Registry } from "@bufbuild/protobuf";
import type { TokenStore } from "../../authorization/token-store.ts";
import type { Channel } from "../../channels/channel.ts";
import type { HttpClient } from "../../channels/http/client.ts";
import type { ChannelKind } from "../../contract/channels.ts";
import type { CallRequest, ServerAddress } from "../../contract/params.ts";
import { tokenWayOf } from "../../contract/token-way.ts";
import type { SchemaPool } from "../../schema/index.ts";
import { type CallManner, dressChannel } from "../calls/call-channel.ts";
import { makeConnect } from "./channel-makers/connect.ts";
import { createConnections } from "./channel-makers/connections.ts";
import { makeGrpcWeb } from "./channel-makers/grpc-web.ts";
import { makeHttpJson } from "./channel-makers/http-json.ts";
import { makeHttpProtobuf } from "./channel-makers/http-protobuf.ts";

/** What a channel to one method needs to know of it. */
export interface CalledMethod {
  readonly method: DescMethod;
  readonly pool: SchemaPool;
}

/** Connections that are open, or will be. All reject with `bad-target`, `tls`, `file-unreadable`, `usage`. */
export interface Connections {
  /** The gRPC channel to a server. */
  readonly grpc: (server: ServerAddress) => Promise<Channel>;
  /** What the channels over plain HTTP share. */
  readonly http: (server: ServerAddress) => Promise<HttpClient>;
  readonly close: () => void;
}

/** Makes the channel that carries a call. The code behind it is loaded on first use. */
export type ChannelMaker = (
  request: CallRequest,
  called: CalledMethod,
  connections: Connections,
) => Promise<Channel>;

/** Every kind of channel. */
const makers: Readonly<Record<ChannelKind, ChannelMaker>> = {
  grpc: ({ server }, _called, connections) => connections.grpc(server),
  "grpc-web": makeGrpcWeb("grpc-web"),
  "grpc-web-text": makeGrpcWeb("grpc-web-text"),
  connect: makeConnect("connect"),
  "connect-json": makeConnect("connect-json"),
  "connect-get": makeConnect("connect-get"),
  "http-json": makeHttpJson,
  "http-protobuf": makeHttpProtobuf,
};

/** The channels of an engine. */
export interface Channels {
  /** The gRPC channel to a server, with credentials where they are given. Rejects with `bad-target`, `tls`, `file-unreadable`. */
  readonly grpc: (
    address: ServerAddress,
    manner?: Pick<CallManner, "metadata" | "authorization">,
    signal?: AbortSignal,
  ) => Promise<Channel>;
  /**
   * The channel that a call asks for, with the credentials and options of the request. Rejects with the same, with
   * `no-binding`, and with `unauthorized` when no token can be had.
   */
  readonly forCall: (request: CallRequest, called: CalledMethod, signal?: AbortSignal) => Promise<Channel>;
  readonly close: () => void;
}

/** Channels, none of which is open yet. */
export function createChannels(tokens: () => Promise<TokenStore>): Channels {
  const connections = createConnections();

  function dress(
    channel: Channel,
    manner: CallManner,
    registry: Registry,
    server: ServerAddress,
    signal: AbortSignal | undefined,
  ): Promise<Channel> {
    return dressChannel(channel, manner, { registry, tokens, way: tokenWayOf(server), signal });
  }

  return {
    grpc: async (address, manner, signal) => {
      const channel = await connections.grpc(address);
      if (manner === undefined) return channel;
      const carried = isInQuery(manner.authorization) ? { metadata: manner.metadata } : manner;
      return await dress(channel, { channel: "grpc", ...carried }, createRegistry(), address, signal);
    },
    forCall: async (request, called, signal) => {
      const channel = await makers[request.channel](request, called, connections);
      return await dress(channel, request, called.pool.registry, request.server, signal);
    },
    close: connections.close,
  };
}

/** A key that the calls of another channel put into their URL: reflection and health have none, and do without. */
function isInQuery(authorization: CallManner["authorization"]): boolean {
  return authorization?.kind === "api-key" && authorization.in === "query";
}
