/** What of a server's address holds for the token endpoint of its credentials, too. */
import * as v from "valibot";
import { ConnectionSettingsSchema } from "./call-options.ts";
import type { ServerAddress } from "./params.ts";
import { Path } from "./shapes.ts";

/**
 * How a token endpoint is reached, and who may vouch for it. A server's name, its client certificate and a check that is
 * switched off are not in it: they say nothing about another host, which gets a client's secrets.
 */
export const TokenWaySchema = v.object({
  proxy: ConnectionSettingsSchema.entries.proxy,
  proxyTls: ConnectionSettingsSchema.entries.proxyTls,
  /** PEM or DER: trusted beside the system's authorities, since a token may come from the company or from the web. */
  certificateAuthorityFile: v.optional(Path),
});
export type TokenWay = v.InferOutput<typeof TokenWaySchema>;

/** The way to the token endpoint of the credentials that a server is called with. Pure. */
export function tokenWayOf({
  security,
  connection = {},
}: Pick<ServerAddress, "security" | "connection">): TokenWay {
  const { certificateAuthorityFile } = security;
  const { proxy, proxyTls } = connection;
  return {
    ...(proxy === undefined ? {} : { proxy }),
    ...(proxyTls === undefined ? {} : { proxyTls }),
    ...(certificateAuthorityFile === undefined ? {} : { certificateAuthorityFile }),
  };
}
