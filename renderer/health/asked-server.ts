/** The server that is asked about itself: that of the schema, or the one that the request in front is sent to. */
import type { HealthRequest } from "../../core/contract/health.ts";
import { activeTab } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { connections, drafts } from "../state/stores.ts";

/** A server with what it wants to be asked with. */
export type AskedServer = Pick<HealthRequest, "server" | "metadata" | "authorization">;

/** Undefined where no address was named. */
export function askedServer(connectionId: string): AskedServer | undefined {
  const source = connections.get().byId[connectionId]?.sources.find((one) => one.kind === "reflection");
  if (source !== undefined) {
    const { server, metadata, authorization } = source;
    return { server, metadata, ...(authorization === undefined ? {} : { authorization }) };
  }
  const tab = activeTab(drafts.get());
  if (tab?.kind !== "request") return undefined;
  const server = serverOf(tab.servers, "grpc");
  return server.target.trim() === "" ? undefined : { server };
}
