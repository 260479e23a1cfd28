/**
 * The server that is asked about itself: the one whose schema was read, with the variables it was read with, whichever
 * request is in front; without one, that which the request in front is sent to.
 */
import type { HealthRequest } from "../../core/contract/health.ts";
import { scopeOn } from "../actions/connect.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { activeTab } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { connections, drafts } from "../state/stores.ts";

/** A server with what it wants to be asked with. */
export type AskedServer = Pick<HealthRequest, "server" | "metadata" | "authorization" | "scope">;

/** Undefined where no address was named. */
export function askedServer(connectionId: string): AskedServer | undefined {
  const connection = connections.get().byId[connectionId];
  const source = connection?.sources.find((one) => one.kind === "reflection");
  if (connection !== undefined && source !== undefined) {
    const { server, metadata, authorization } = source;
    const scope = connection.schema === undefined ? scopeOn(connection) : connection.scope;
    return {
      server,
      metadata,
      ...(authorization === undefined ? {} : { authorization }),
      ...(scope === undefined ? {} : { scope }),
    };
  }
  const tab = activeTab(drafts.get());
  if (tab?.kind !== "request") return undefined;
  const server = serverOf(tab.servers, "grpc");
  const scope = scopeOfDraft(tab);
  return server.target.trim() === "" ? undefined : { server, ...(scope === undefined ? {} : { scope }) };
}
