/** Where schemas come from: one entry a set of sources, with what is known about it. */

import type { VariableScope } from "../../core/contract/environments.ts";
import type { SchemaSource } from "../../core/contract/params.ts";
import type { MethodSummary, SchemaSummary } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { baseName } from "../format/base-name.ts";
import type { Connecting } from "./connecting.ts";

/** Whether the sources were read: not since the engine started, just now, well, or not. */
export type ConnectionPhase = "idle" | "opening" | "ready" | "failed";

/** A set of schema sources. A failed reload keeps the schema that was there. */
export interface Connection {
  readonly id: string;
  readonly sources: readonly SchemaSource[];
  /** True for the bundled sample server, which can be started again. */
  readonly sample: boolean;
  /** True where the reflection's metadata is its own: it is not replaced by that of a request that connects. */
  readonly ownMetadata?: boolean;
  readonly phase: ConnectionPhase;
  /** The running `openSchema`, empty when none runs. */
  readonly operationId: string;
  /** Where a running one is: `reflecting 12 of 40`. */
  readonly stage: string;
  /** The way to a server while it comes about. */
  readonly connecting?: Connecting | undefined;
  readonly schema?: SchemaSummary;
  /** Where the variables of the sources were looked up when the schema was read. */
  readonly scope?: VariableScope | undefined;
  /** When the schema was read, in ms since 1970. */
  readonly readAt?: number;
  readonly error?: ErrorRecord;
}

/** All connections of a window, by id. */
export interface ConnectionsState {
  readonly byId: Readonly<Record<string, Connection>>;
  /** The connection used last: what a window without tabs shows. */
  readonly lastId: string;
}

/** A window that has not connected to anything. */
export const NO_CONNECTIONS: ConnectionsState = { byId: {}, lastId: "" };

/** Adds a connection that has not been opened yet; one with the same id keeps its schema. */
export function addConnection(
  state: ConnectionsState,
  id: string,
  sources: readonly SchemaSource[],
  sample: boolean,
): ConnectionsState {
  const known = state.byId[id];
  const connection: Connection =
    known === undefined
      ? { id, sources, sample, phase: "idle", operationId: "", stage: "" }
      : { ...known, sources, sample: known.sample || sample };
  return { byId: { ...state.byId, [id]: connection }, lastId: id };
}

/** Changes where a connection's schema comes from; it is not read by that. */
export function setSources(
  state: ConnectionsState,
  id: string,
  sources: readonly SchemaSource[],
): ConnectionsState {
  return change(state, id, (connection) => ({ ...connection, sources }));
}

/** Whether the reflection's metadata is its own. */
export function setOwnMetadata(state: ConnectionsState, id: string, ownMetadata: boolean): ConnectionsState {
  return change(state, id, (connection) => ({ ...connection, ownMetadata }));
}

/** A run of `openSchema` begins. */
export function beginOpening(state: ConnectionsState, id: string, operationId: string): ConnectionsState {
  return change(state, id, ({ error: _, ...rest }) => ({
    ...rest,
    phase: "opening",
    operationId,
    stage: "",
  }));
}

/** Notes where a running `openSchema` is; news of one that is over is ignored. */
export function noteStage(
  state: ConnectionsState,
  operationId: string,
  stage: string,
  connecting?: Connecting,
): ConnectionsState {
  const running = Object.values(state.byId).find((one) => one.operationId === operationId);
  return running === undefined ? state : change(state, running.id, (one) => ({ ...one, stage, connecting }));
}

/** `openSchema` answered. An answer to anything but the newest run is ignored. */
export function finishOpening(
  state: ConnectionsState,
  id: string,
  operationId: string,
  outcome:
    | (Pick<Connection, "readAt" | "scope"> & { readonly schema: SchemaSummary })
    | { readonly error: ErrorRecord },
): ConnectionsState {
  if (state.byId[id]?.operationId !== operationId) return state;
  const phase = "schema" in outcome ? "ready" : "failed";
  return change(state, id, (one) => ({
    ...one,
    ...outcome,
    phase,
    operationId: "",
    stage: "",
    connecting: undefined,
  }));
}

/** The engine is a new process: every schema it held is gone and must be read again. */
export function forgetSchemas(state: ConnectionsState): ConnectionsState {
  const entries = Object.values(state.byId).map(({ id, sources, sample, ownMetadata }) => {
    const own = ownMetadata === true ? { ownMetadata } : {};
    const connection: Connection = { id, sources, sample, ...own, phase: "idle", operationId: "", stage: "" };
    return [id, connection] as const;
  });
  return { ...state, byId: Object.fromEntries(entries) };
}

function change(
  state: ConnectionsState,
  id: string,
  map: (connection: Connection) => Connection,
): ConnectionsState {
  const connection = state.byId[id];
  if (connection === undefined) return state;
  return { ...state, byId: { ...state.byId, [id]: map(connection) } };
}

/** What a connection is called: its address, or the names of its files. */
export function connectionLabel(sources: readonly SchemaSource[]): string {
  return sources.map(sourceLabel).join(" + ");
}

/** What one source is called. */
export function sourceLabel(source: SchemaSource): string {
  switch (source.kind) {
    case "reflection":
      return source.server.target;
    case "proto": {
      const first = baseName(source.files[0] ?? "");
      return source.files.length > 1 ? `${first} and ${source.files.length - 1} more` : first;
    }
    case "descriptor-set":
      return baseName(source.file);
  }
}

/** Looks a method up by its full name. */
export function findMethod(schema: SchemaSummary | undefined, fullName: string): MethodSummary | undefined {
  for (const service of schema?.services ?? []) {
    const method = service.methods.find((one) => one.fullName === fullName);
    if (method !== undefined) return method;
  }
  return undefined;
}

/** How many methods a schema has. */
export function methodCount(schema: SchemaSummary): number {
  return schema.services.reduce((count, service) => count + service.methods.length, 0);
}
