/** Changing a connection's sources, and reading the schema again a moment later. */
import type { SchemaSource } from "../../../core/contract/params.ts";
import { openConnection } from "../../actions/connect.ts";
import { desktop } from "../../engine/desktop.ts";
import { setOwnMetadata, setSources } from "../../state/connections.ts";
import { connections } from "../../state/stores.ts";
import { addItems } from "./source-edits.ts";

/** Pause after a change before the schema is read again, in ms: several changes are one reading. */
const PAUSE = 350;

const timers = new Map<string, number>();

/** Turns the watching of one source on or off; nothing is read by that. */
export function watchSource(connectionId: string, at: number, watch: boolean): void {
  const before = connections.get().byId[connectionId]?.sources ?? [];
  const after = before.map((source, index) =>
    index === at && source.kind !== "reflection" ? { ...source, watch } : source,
  );
  connections.update((state) => setSources(state, connectionId, after));
}

/** Replaces the sources; the schema that was read stays in use until the new one is whole. */
export function editSources(
  connectionId: string,
  change: (sources: readonly SchemaSource[]) => readonly SchemaSource[],
): void {
  const before = connections.get().byId[connectionId]?.sources;
  if (before === undefined) return;
  const after = change(before);
  if (after === before) return;
  connections.update((state) => setSources(state, connectionId, after));
  readSoon(connectionId);
}

/** Reads the schema again, once, a moment after the last change. */
export function readSoon(connectionId: string): void {
  window.clearTimeout(timers.get(connectionId));
  const timer = window.setTimeout(() => {
    timers.delete(connectionId);
    if ((connections.get().byId[connectionId]?.sources.length ?? 0) > 0) void openConnection(connectionId);
  }, PAUSE);
  timers.set(connectionId, timer);
}

/** Whether the reflection has metadata of its own. */
export function keepOwnMetadata(connectionId: string, own: boolean): void {
  connections.update((state) => setOwnMetadata(state, connectionId, own));
}

/** Asks for files or a folder, and adds what was chosen as a source. */
export async function addSource(
  connectionId: string,
  kind: "proto" | "folder" | "descriptor-set",
): Promise<void> {
  const files = await desktop().openFiles({ title: TITLES[kind], kind, multiple: kind === "proto" });
  if (files.length === 0) return;
  const [first = ""] = files;
  const added: SchemaSource[] =
    kind === "descriptor-set"
      ? files.map((file) => ({ kind, file }))
      : [{ kind: "proto", files: [...files], importPaths: kind === "folder" ? [first] : [] }];
  editSources(connectionId, (sources) => [...sources, ...added]);
}

const TITLES = {
  proto: "Add .proto files",
  folder: "Add a folder of .proto files",
  "descriptor-set": "Add a descriptor set or a Buf image",
} as const;

/** Adds a server to be asked by reflection. */
export function addServer(connectionId: string, target: string): void {
  const server = { target, security: { mode: "auto" as const } };
  editSources(connectionId, (sources) => [
    ...sources,
    { kind: "reflection", server, metadata: [], version: "auto" },
  ]);
}

/** Asks for more files or for an import folder of a source of `.proto` files. */
export async function addToProto(
  connectionId: string,
  at: number,
  what: "files" | "importPaths",
): Promise<void> {
  const isFolder = what === "importPaths";
  const chosen = await desktop().openFiles({
    title: isFolder ? "Add an import folder" : "Add .proto files",
    kind: isFolder ? "folder" : "proto",
    multiple: !isFolder,
  });
  if (chosen.length === 0) return;
  editSources(connectionId, (sources) =>
    sources.map((source, index) =>
      index === at && source.kind === "proto"
        ? { ...source, [what]: addItems(source[what], chosen) }
        : source,
    ),
  );
}
