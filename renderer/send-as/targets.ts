/** Where bytes are likely to be sent. Pure. */
import type { SchemaSummary } from "../../core/contract/views.ts";
import type { Connection } from "../state/connections.ts";
import type { Draft } from "../state/drafts.ts";
import type { Servers } from "../state/servers.ts";

/** The first method that takes a type; the first of all where none does, and empty where there is none. */
export function likelyMethod({ services }: SchemaSummary, typeName: string): string {
  const methods = services.flatMap((service) => service.methods);
  return (methods.find(({ inputType }) => inputType === typeName) ?? methods[0])?.fullName ?? "";
}

/** The servers of a request that uses the same schema, or else the one the schema came from. */
export function likelyServers(tabs: readonly Draft[], { id, sources }: Connection, none: Servers): Servers {
  const request = tabs.find((tab) => tab.kind === "request" && tab.connectionId === id);
  if (request?.kind === "request") return request.servers;
  const source = sources.find(({ kind }) => kind === "reflection");
  return source?.kind === "reflection" ? { ...none, grpc: source.server } : none;
}
