import type { CallRequest } from "../../contract/params.ts";
import type { CalledMethod, ChannelPlan } from "../channels.ts";
import { httpJsonChannelPart } from "../rooms.ts";
import { serverKey } from "./server-key.ts";

/** HTTP + JSON: one channel a method and binding. */
export async function makeHttpJson(
  { server, schemaId, method: name, binding }: CallRequest,
  { method, pool: { registry } }: CalledMethod,
): Promise<ChannelPlan> {
  const { createHttpJsonChannel } = await httpJsonChannelPart();
  return {
    key: `${serverKey(server)} ${schemaId} ${name} ${binding ?? ""}`,
    create: () =>
      createHttpJsonChannel(server, { method, registry, ...(binding === undefined ? {} : { binding }) }),
  };
}
