/** Channels that are open, one a server: reflection and the calls after it share a connection. */
import { statSync } from "node:fs";
import type { DescMethod } from "@bufbuild/protobuf";
import type { Channel } from "../channels/channel.ts";
import type { HttpJsonChannel } from "../channels/http-json.ts";
import type { CallRequest, ServerAddress } from "../contract/params.ts";
import type { HttpExchange } from "../contract/views.ts";
import type { SchemaPool } from "../schema/index.ts";
import { createBoundedStore } from "./bounded-store.ts";
import { grpcChannelPart, httpJsonChannelPart } from "./rooms.ts";

/** Bound on channels of a kind that are open; the longest unused closes first. */
const bounds = { maximumCount: 16, maximumWeight: Number.POSITIVE_INFINITY };

/** What a channel to one method needs to know of it. */
export interface CalledMethod {
  readonly method: DescMethod;
  readonly pool: SchemaPool;
}

/** A channel for one call. */
export interface CallChannel {
  readonly channel: Channel;
  /** The HTTP request of the call that was opened last, without its bodies. */
  readonly exchange?: () => Pick<HttpExchange, "method" | "url" | "rule"> | undefined;
}

/** The channels of an engine. The code behind each kind is loaded on first use. */
export interface Channels {
  /** The gRPC channel to a server. Rejects with `bad-target`, `tls`, `file-unreadable`. */
  readonly grpc: (address: ServerAddress) => Promise<Channel>;
  /** The channel that a call asks for. Rejects with the same, and `no-binding`. */
  readonly forCall: (request: CallRequest, called: CalledMethod) => Promise<CallChannel>;
  readonly close: () => void;
}

/** Channels, none of which is open yet. */
export function createChannels(): Channels {
  const grpcChannels = createBoundedStore<Channel>(bounds, (channel) => channel.close());
  const httpChannels = createBoundedStore<HttpJsonChannel>(bounds, (channel) => channel.close());

  async function grpc(address: ServerAddress): Promise<Channel> {
    const { createGrpcChannel } = await grpcChannelPart();
    const key = keyOf(address);
    const open = grpcChannels.get(key);
    if (open !== undefined) return open;
    const channel = createGrpcChannel(address);
    grpcChannels.add(key, channel, 0);
    return channel;
  }

  async function httpJson(request: CallRequest, { method, pool }: CalledMethod): Promise<HttpJsonChannel> {
    const { createHttpJsonChannel } = await httpJsonChannelPart();
    const { binding, schemaId } = request;
    const key = `${keyOf(request.server)} ${schemaId} ${request.method} ${binding ?? ""}`;
    const open = httpChannels.get(key);
    if (open !== undefined) return open;
    const channel = createHttpJsonChannel(request.server, {
      method,
      registry: pool.registry,
      ...(binding === undefined ? {} : { binding }),
    });
    httpChannels.add(key, channel, 0);
    return channel;
  }

  async function forCall(request: CallRequest, called: CalledMethod): Promise<CallChannel> {
    switch (request.channel) {
      case "grpc":
        return { channel: await grpc(request.server) };
      case "http-json": {
        const channel = await httpJson(request, called);
        return { channel, exchange: channel.exchange };
      }
    }
  }

  function close(): void {
    grpcChannels.clear();
    httpChannels.clear();
  }

  return { grpc, forCall, close };
}

/** A certificate that was replaced on disk must be read again, so the files' times are part of the key. */
function keyOf({ target, security, connection }: ServerAddress): string {
  const files = [
    security.certificateAuthorityFile,
    security.clientCertificateFile,
    security.clientKeyFile,
    security.clientBundleFile,
  ];
  return JSON.stringify([
    target,
    security.mode,
    security.serverName ?? null,
    security.insecureSkipVerify === true,
    security.clientKeyPassphrase ?? null,
    connection ?? null,
    files.map((file) => (file === undefined ? null : [file, modifiedAt(file)])),
  ]);
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
