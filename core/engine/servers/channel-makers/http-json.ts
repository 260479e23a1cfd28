import { httpJsonChannelPart } from "../../rooms.ts";
import type { ChannelMaker } from "../channels.ts";

/** HTTP + JSON, by the method's `google.api.http` rule. */
export const makeHttpJson: ChannelMaker = async (
  { server, binding, http = {} },
  { method, pool: { registry } },
  connections,
) => {
  const { createHttpJsonChannel } = await httpJsonChannelPart();
  return createHttpJsonChannel(server, {
    client: await connections.http(server),
    http,
    method,
    registry,
    ...(binding === undefined ? {} : { binding }),
  });
};
