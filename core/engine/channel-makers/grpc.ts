import type { ServerAddress } from "../../contract/params.ts";
import type { ChannelPlan } from "../channels.ts";
import { grpcChannelPart } from "../rooms.ts";
import { serverKey } from "./server-key.ts";

/** gRPC: one channel a server, whatever the method. */
export async function makeGrpc(server: ServerAddress): Promise<ChannelPlan> {
  const { createGrpcChannel } = await grpcChannelPart();
  return { key: serverKey(server), create: () => createGrpcChannel(server) };
}
