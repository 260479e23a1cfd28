/** Opening schemas: from a server's reflection, from `.proto` files, from a descriptor set. */
import type { VariableScope } from "../../core/contract/environments.ts";
import type { SchemaSource, ServerAddress } from "../../core/contract/params.ts";
import type { SchemaSummary } from "../../core/contract/views.ts";
import type { SavedLink } from "../collections/saved-link.ts";
import { openScope, scopeOf, wholeScopeOf } from "../collections/scope.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { lookForDrift } from "../schema/drift/look-for-drift.ts";
import { reflectedSources } from "../schema/sources/source-edits.ts";
import {
  addConnection,
  beginOpening,
  type Connection,
  connectionLabel,
  finishOpening,
} from "../state/connections.ts";
import { activeTab, changePayload, changeRequest, type RequestDraft } from "../state/drafts.ts";
import { sentMetadata } from "../state/metadata.ts";
import { connections, drafts, layout } from "../state/stores.ts";
import { notify } from "./notify.ts";
import { stopPreparing } from "./preparing.ts";

/** The id of the connection to a server's reflection: the same server is the same connection. */
export function reflectionId(server: ServerAddress): string {
  return `reflection ${server.target}`;
}

/**
 * Reads a server's schema by reflection. Answers the connection's id once that ended, well or not. A connection that was
 * there keeps its other sources, the reflection's version, and its metadata where that is its own.
 */
export async function connectServer(
  server: ServerAddress,
  options: {
    readonly sample?: boolean;
    readonly metadata?: RequestDraft["metadata"];
    readonly authorization?: RequestDraft["authorization"];
  } = {},
): Promise<string> {
  const id = reflectionId(server);
  // A message as JSON needs the schema that reflection is yet to bring.
  const metadata = sentMetadata(options.metadata ?? []).filter(({ form }) => form?.kind !== "json");
  const known = connections.get().byId[id];
  const sources = withAuthorization(reflectedSources(known, server, metadata), server, options.authorization);
  connections.update((state) => addConnection(state, id, sources, options.sample ?? false));
  await openConnection(id);
  return id;
}

/**
 * Reads the schema of the server a request names, and binds the request to it. Where that fails, a request that had
 * another schema keeps it: the same service often runs in places that have no reflection.
 */
export async function connectDraft(draft: RequestDraft): Promise<void> {
  const server = draft.servers.grpc;
  if (server.target.trim() === "") return;
  const before = connections.get().byId[draft.connectionId];
  const id = reflectionId(server);
  bindTab(draft.id, id);
  layout.update((state) => ({ ...state, sidePanel: "schema" }));
  await connectServer(server, {
    metadata: draft.metadata,
    authorization: draft.authorization,
    sample: isSample(id),
  });
  const { error, schema } = connections.get().byId[id] ?? {};
  if (schema !== undefined || before?.schema === undefined || before.id === id) return;
  bindTab(draft.id, before.id);
  const label = connectionLabel(before.sources);
  const why = error === undefined ? "no other was read." : `${error.message} ${error.hint}`;
  notify(`The schema of ${label} stays in use: ${why}`, "warning");
}

/** A server that wants credentials wants them on reflection, too; the other servers among the sources get none of them. */
function withAuthorization(
  sources: readonly SchemaSource[],
  server: ServerAddress,
  authorization: RequestDraft["authorization"] | undefined,
): readonly SchemaSource[] {
  if (authorization === undefined) return sources;
  return sources.map((source) => {
    if (source.kind !== "reflection" || source.server.target !== server.target) return source;
    const { authorization: _, ...rest } = source;
    return authorization.kind === "none" ? rest : { ...rest, authorization };
  });
}

function isSample(id: string): boolean {
  return connections.get().byId[id]?.sample ?? false;
}

/** Opens a connection's sources, again if they were open; the schema that was there stays until the new one is. */
export async function openConnection(id: string, saved?: SavedLink): Promise<SchemaSummary | undefined> {
  const connection = connections.get().byId[id];
  if (connection === undefined) return undefined;
  const operationId = crypto.randomUUID();
  if (connection.operationId !== "") await cancelOperation(connection.operationId);
  connections.update((state) => beginOpening(state, id, operationId));
  try {
    const scope = saved === undefined ? scopeOn(connection) : scopeOf(saved);
    const schema = await (await engine()).openSchema({
      operationId,
      sources: [...connection.sources],
      ...(scope === undefined ? {} : { scope }),
    });
    connections.update((state) =>
      finishOpening(state, id, operationId, { schema, readAt: Date.now(), scope }),
    );
    if (connections.get().byId[id]?.schema === schema) void lookForDrift(id, connection.schema);
    return schema;
  } catch (thrown) {
    const error = toErrorRecord(thrown);
    connections.update((state) => finishOpening(state, id, operationId, { error }));
    return undefined;
  }
}

/** The scope of the request in front, or else of the first one, whose variables the sources of a connection may name. */
export function scopeOn({ id: connectionId, sources }: Connection): VariableScope | undefined {
  const { tabs, activeId } = drafts.get();
  const bound = tabs.filter((tab) => tab.kind === "request" && tab.connectionId === connectionId);
  const tab = bound.find(({ id }) => id === activeId) ?? bound[0];
  if (tab?.kind === "request" && tab.saved !== undefined) return wholeScopeOf(tab);
  if (!JSON.stringify(sources).includes("{{")) return undefined;
  return tab?.kind === "request" ? wholeScopeOf(tab) : openScope();
}

/** Ends a running operation. */
export async function cancelOperation(operationId: string): Promise<void> {
  stopPreparing(operationId);
  await (await engine()).cancel({ operationId }).catch(() => undefined);
}

/** Binds a tab to a connection's schema. */
export function bindTab(tabId: string, connectionId: string): void {
  drafts.update((state) =>
    changePayload(
      changeRequest(state, tabId, (draft) => ({ ...draft, connectionId })),
      tabId,
      (draft) => ({ ...draft, connectionId }),
    ),
  );
}

/** Asks for `.proto` files or a descriptor set and opens what was chosen. */
export async function chooseSchemaFiles(kind: "proto" | "descriptor-set"): Promise<void> {
  const title = kind === "proto" ? "Open .proto files" : "Open a descriptor set";
  const files = await desktop().openFiles({ title, kind, multiple: kind === "proto" });
  if (files.length > 0) await openSchemaFiles(files, kind);
}

/** Opens schema files as a connection of their own, which the tab in front then uses. */
export async function openSchemaFiles(
  files: readonly string[],
  kind: "proto" | "descriptor-set",
): Promise<void> {
  const sources: SchemaSource[] =
    kind === "proto"
      ? [{ kind, files: [...files], importPaths: [] }]
      : files.map((file) => ({ kind: "descriptor-set", file }));
  const id = `files ${files.join(" ")}`;
  connections.update((state) => addConnection(state, id, sources, false));
  const tab = activeTab(drafts.get());
  if (tab !== undefined) bindTab(tab.id, id);
  layout.update((state) => ({ ...state, sidePanel: "schema", sideVisible: true }));
  await openConnection(id);
}

/** The connection a window shows: that of the tab in front, or else the last one used. */
export function currentConnection(): Connection | undefined {
  const { byId, lastId } = connections.get();
  const tab = activeTab(drafts.get());
  return byId[tab?.connectionId ?? ""] ?? byId[lastId];
}
