import type { Channel } from "../../../channels/channel.ts";
import type { HttpClient } from "../../../channels/http/client.ts";
import type { ServerAddress } from "../../../contract/params.ts";
import { createBoundedStore } from "../../bounded-store.ts";
import { grpcChannelPart, httpClientPart } from "../../rooms.ts";
import type { Connections } from "../channels.ts";
import { serverKey } from "./server-key.ts";

/** Bound on servers of a kind that are connected to; the longest unused closes first. */
const bounds = { maximumCount: 16, maximumWeight: Number.POSITIVE_INFINITY };

/** Connections, none of which is made yet. */
export function createConnections(): Connections {
  const grpcChannels = createBoundedStore<Channel>(bounds, (channel) => channel.close());
  const httpClients = createBoundedStore<HttpClient>(bounds, (client) => client.close());

  async function grpc(server: ServerAddress): Promise<Channel> {
    const { createGrpcChannel } = await grpcChannelPart();
    const key = serverKey(server);
    const open = grpcChannels.get(key);
    if (open !== undefined) return open;
    const channel = createGrpcChannel(server);
    grpcChannels.add(key, channel, 0);
    return channel;
  }

  async function http(server: ServerAddress): Promise<HttpClient> {
    const { HttpClient } = await httpClientPart();
    const key = serverKey(server);
    const open = httpClients.get(key);
    if (open !== undefined) return open;
    const client = new HttpClient(server);
    httpClients.add(key, client, 0);
    return client;
  }

  function close(): void {
    grpcChannels.clear();
    httpClients.clear();
  }

  return { grpc, http, close };
}
