import { httpProtobufChannelPart } from "../../rooms.ts";
import type { ChannelMaker } from "../channels.ts";

/** A protobuf body over plain HTTP. */
export const makeHttpProtobuf: ChannelMaker = async ({ server, http = {} }, _called, connections) => {
  const { createHttpProtobufChannel } = await httpProtobufChannelPart();
  return createHttpProtobufChannel(server, { client: await connections.http(server), http });
};
