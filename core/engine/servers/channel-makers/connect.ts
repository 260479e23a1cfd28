import type { ConnectKind } from "../../../channels/connect.ts";
import { connectChannelPart } from "../../rooms.ts";
import type { ChannelMaker } from "../channels.ts";

/** Connect, in protobuf, in JSON, or by GET. */
export function makeConnect(kind: ConnectKind): ChannelMaker {
  return async ({ server, http = {} }, { method, pool: { registry } }, connections) => {
    const { createConnectChannel } = await connectChannelPart();
    return createConnectChannel(server, kind, {
      client: await connections.http(server),
      http,
      method,
      registry,
    });
  };
}
