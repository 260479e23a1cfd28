/** Channels that are open, one a server: reflection and the calls after it share a connection. */
import { statSync } from "node:fs";
import type { DescMethod } from "@bufbuild/protobuf";
import type { Channel } from "../channels/channel.ts";
import type { CallRequest, ServerAddress } from "../contract/params.ts";
import { createBoundedStore } from "./bounded-store.ts";
import type { CallChannel } from "./calls.ts";
import { grpcChannelRoom } from "./rooms.ts";

/** Bound on servers spoken to at the same time; the longest unused connection closes first. */
const maximumChannels = 16;

/** Opens a channel of one kind, or gives the one that is open to the same address. */
export interface ChannelPool {
  /** Throws what `create` throws: `bad-target`, `tls`. */
  channelTo(address: ServerAddress): Channel;
  close(): void;
}

/** The channels of an engine. */
export interface Channels {
  /** The pool of gRPC channels; the code behind it is loaded on first use. */
  readonly grpc: () => Promise<ChannelPool>;
  /** The channel that a call asks for. Rejects with `bad-target`, `tls`, `no-binding`. */
  readonly forCall: (request: CallRequest, method: DescMethod) => Promise<CallChannel>;
  readonly close: () => void;
}

/** Channels, none of which is open yet. */
export function createChannels(): Channels {
  let pool: ChannelPool | undefined;

  async function grpc(): Promise<ChannelPool> {
    const { createGrpcChannel } = await grpcChannelRoom();
    pool ??= createChannelPool(createGrpcChannel);
    return pool;
  }

  async function forCall(request: CallRequest, _method: DescMethod): Promise<CallChannel> {
    switch (request.channel) {
      case "grpc":
        return { channel: (await grpc()).channelTo(request.server) };
      case "http-json":
        throw new Error("not yet");
    }
  }

  return { grpc, forCall, close: () => pool?.close() };
}

/** An empty pool of channels that `create` opens. */
export function createChannelPool(create: (address: ServerAddress) => Channel): ChannelPool {
  const channels = createBoundedStore<Channel>(
    { maximumCount: maximumChannels, maximumWeight: Number.POSITIVE_INFINITY },
    (channel) => channel.close(),
  );
  return {
    channelTo(address) {
      const key = keyOf(address);
      const open = channels.get(key);
      if (open !== undefined) return open;
      const channel = create(address);
      channels.add(key, channel, 0);
      return channel;
    },
    close: () => channels.clear(),
  };
}

/** A certificate that was replaced on disk must be read again, so the files' times are part of the key. */
function keyOf({ target, security }: ServerAddress): string {
  const files = [security.certificateAuthorityFile, security.clientCertificateFile, security.clientKeyFile];
  return JSON.stringify([
    target,
    security.mode,
    security.serverName ?? null,
    security.insecureSkipVerify === true,
    files.map((file) => (file === undefined ? null : [file, modifiedAt(file)])),
  ]);
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
