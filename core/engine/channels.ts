/** Channels that are open, one a server: reflection and the calls after it share a connection. */
import { createRegistry, type DescMethod, type Registry } from "@bufbuild/protobuf";
import type { TokenStore } from "../authorization/token-store.ts";
import type { Channel } from "../channels/channel.ts";
import type { ChannelKind } from "../contract/channels.ts";
import type { CallRequest, ServerAddress } from "../contract/params.ts";
import type { SchemaPool } from "../schema/index.ts";
import { createBoundedStore } from "./bounded-store.ts";
import { type CallManner, dressChannel } from "./call-channel.ts";
import { makeGrpc } from "./channel-makers/grpc.ts";
import { makeHttpJson } from "./channel-makers/http-json.ts";
import { refuseChannel } from "./channel-makers/refuse.ts";

/** Bound on channels that are open; the longest unused closes first. */
const bounds = { maximumCount: 32, maximumWeight: Number.POSITIVE_INFINITY };

/** What a channel to one method needs to know of it. */
export interface CalledMethod {
  readonly method: DescMethod;
  readonly pool: SchemaPool;
}

/** A channel that may be open already. */
export interface ChannelPlan {
  /** Equal keys of a kind can share a channel. */
  readonly key: string;
  /** Throws a `ByteglassError`. */
  readonly create: () => Channel;
}

/** Plans the channel that carries a call. The code behind each kind is loaded on first use. */
export type ChannelMaker = (request: CallRequest, called: CalledMethod) => Promise<ChannelPlan>;

/** Every kind of channel. */
const makers: Readonly<Record<ChannelKind, ChannelMaker>> = {
  grpc: ({ server }) => makeGrpc(server),
  "grpc-web": refuseChannel,
  "grpc-web-text": refuseChannel,
  connect: refuseChannel,
  "connect-json": refuseChannel,
  "connect-get": refuseChannel,
  "http-json": makeHttpJson,
  "http-protobuf": refuseChannel,
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
  const store = createBoundedStore<Channel>(bounds, (channel) => channel.close());

  function openPlanned(kind: ChannelKind, plan: ChannelPlan): Channel {
    const key = `${kind} ${plan.key}`;
    const open = store.get(key);
    if (open !== undefined) return open;
    const channel = plan.create();
    store.add(key, channel, 0);
    return channel;
  }

  function dress(
    channel: Channel,
    manner: CallManner,
    registry: Registry,
    signal: AbortSignal | undefined,
  ): Promise<Channel> {
    return dressChannel(channel, manner, { registry, tokens, ...(signal === undefined ? {} : { signal }) });
  }

  return {
    grpc: async (address, manner, signal) => {
      const channel = openPlanned("grpc", await makeGrpc(address));
      if (manner === undefined) return channel;
      return await dress(channel, { channel: "grpc", ...manner }, createRegistry(), signal);
    },
    forCall: async (request, called, signal) => {
      const channel = openPlanned(request.channel, await makers[request.channel](request, called));
      return await dress(channel, request, called.pool.registry, signal);
    },
    close: store.clear,
  };
}
