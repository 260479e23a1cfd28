/** A proxy that takes a connection and says nothing, which from outside looks like a server that is not there. */
import { ConnectionFailure } from "../connection-failure.ts";
import type { Route } from "./dial.ts";

/** The failure of a connection that came about in no time, where it was the proxy's word that was waited for. */
export function proxySilence({ proxy, watchers }: Route): ConnectionFailure | undefined {
  const halt = watchers.latest?.halt;
  if (proxy === undefined || (halt !== "proxy" && halt !== "proxy-tls")) return undefined;
  const message = `The proxy ${proxy.label} takes the connection and says nothing.`;
  return new ConnectionFailure("proxy-silent", proxy.label, "", message);
}
