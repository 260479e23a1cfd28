/** The health of the server in front, as long as it offers to tell it: asked of servers that were connected to, alone. */
import type { HealthChange, HealthState } from "../../core/contract/health.ts";
import type { SchemaSource } from "../../core/contract/params.ts";
import { engine } from "../engine/link.ts";
import type { Connection } from "../state/connections.ts";
import { activeTab } from "../state/drafts.ts";
import { createStore } from "../state/store.ts";
import { connections, drafts } from "../state/stores.ts";

/** What the service is called that tells it. */
const SERVICE = "grpc.health.v1.Health";

/** The last state of each connection that is watched, by its id. */
export const healths = createStore<Readonly<Record<string, HealthState>>>({});

interface Watch {
  readonly connectionId: string;
  readonly schemaId: string;
  readonly operationId: string;
}

let watch: Watch | undefined;

/** Watches the server of the tab in front from now on. To be called once. */
export function startHealthWatch(): void {
  connections.subscribe(turn);
  drafts.subscribe(turn);
  turn();
}

/** Files what the engine tells about health, and answers with the rest. */
export function takeHealthNews<Event extends { readonly kind: string }>(
  events: readonly (Event | HealthChange)[],
): readonly Event[] {
  const rest: Event[] = [];
  for (const event of events) {
    if (isHealth(event)) note(event);
    else rest.push(event);
  }
  return rest;
}

function isHealth(event: { readonly kind: string }): event is HealthChange {
  return event.kind === "health";
}

function note({ operationId, state }: HealthChange): void {
  if (watch?.operationId !== operationId) return;
  const { connectionId } = watch;
  healths.update((now) => ({ ...now, [connectionId]: state }));
}

/** One server is watched at a time: that of the tab in front. */
function turn(): void {
  const { byId, lastId } = connections.get();
  const connection = byId[activeTab(drafts.get())?.connectionId ?? ""] ?? byId[lastId];
  const wanted = connection === undefined ? undefined : offered(connection);
  const schemaId = connection?.schema?.schemaId ?? "";
  const isSame = watch !== undefined && watch.connectionId === connection?.id && watch.schemaId === schemaId;
  if (isSame || (watch === undefined && wanted === undefined)) return;
  stop();
  if (connection === undefined || wanted === undefined) return;
  const operationId = crypto.randomUUID();
  watch = { connectionId: connection.id, schemaId, operationId };
  const { server, metadata, authorization } = wanted;
  void engine()
    .then((one) =>
      one.watchHealth({
        operationId,
        server,
        metadata,
        ...(authorization === undefined ? {} : { authorization }),
      }),
    )
    // A watch that breaks off says nothing about health: the state is then not known any more.
    .catch(() => forget(connection.id, operationId));
}

function stop(): void {
  if (watch === undefined) return;
  const { operationId, connectionId } = watch;
  watch = undefined;
  forget(connectionId, undefined);
  void engine()
    .then((one) => one.cancel({ operationId }))
    .catch(() => undefined);
}

function forget(connectionId: string, operationId: string | undefined): void {
  if (operationId !== undefined && watch?.operationId !== operationId) return;
  healths.update(({ [connectionId]: _, ...rest }) => rest);
}

/** The server to ask, where its own reflection names the service. */
function offered({
  phase,
  schema,
  sources,
}: Connection): Extract<SchemaSource, { kind: "reflection" }> | undefined {
  if (phase !== "ready" || schema?.services.some(({ fullName }) => fullName === SERVICE) !== true)
    return undefined;
  return sources.find((source) => source.kind === "reflection");
}
