import { grpcWebChannelPart } from "../../rooms.ts";
import type { ChannelMaker } from "../channels.ts";

/** gRPC-Web, in bytes or in text. */
export function makeGrpcWeb(kind: "grpc-web" | "grpc-web-text"): ChannelMaker {
  return async ({ server, http = {} }, _called, connections) => {
    const { createGrpcWebChannel } = await grpcWebChannelPart();
    return createGrpcWebChannel(server, kind, { client: await connections.http(server), http });
  };
}
