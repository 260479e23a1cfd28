/** Keeps the engine's watches in step with the connections, and reads a schema again when its files change. */

import type { SchemaSource } from "../../core/contract/params.ts";
import type { SourcesChange } from "../../core/contract/schema.ts";
import { notify } from "../actions/notify.ts";
import { engine, engineState } from "../engine/link.ts";
import { baseName } from "../format/base-name.ts";
import { connectionLabel } from "../state/connections.ts";
import { connections } from "../state/stores.ts";
import { onSourceNews } from "./source-news.ts";
import { readSoon } from "./sources/edit-sources.ts";

/** Watches the files of every connection whose schema was read. To be called once. */
export function startWatching(): void {
  /** By connection: what is watched, and in which life of the engine. */
  const watched = new Map<string, string>();

  function wake(): void {
    const { losses } = engineState.get();
    for (const { id, sources, phase } of Object.values(connections.get().byId)) {
      const wanted = phase === "idle" ? "" : `${losses} ${JSON.stringify(sources.filter(hasFiles))}`;
      if ((watched.get(id) ?? "") === wanted) continue;
      watched.set(id, wanted);
      if (wanted !== "") void watch(id, sources);
    }
  }

  connections.subscribe(wake);
  onSourceNews(take);
  wake();
}

async function watch(watchId: string, sources: readonly SchemaSource[]): Promise<void> {
  const one = await engine();
  await one.watchSources({ watchId, sources: [...sources] }).catch(() => undefined);
}

function take({ watchId, files, fault }: SourcesChange): void {
  const connection = connections.get().byId[watchId];
  if (connection === undefined) return;
  const label = connectionLabel(connection.sources);
  if (fault !== undefined) {
    notify(`The files of ${label} are not watched any more: ${fault}. Read it again by hand.`, "warning");
    return;
  }
  const [first = ""] = files;
  const others = files.length > 1 ? ` and ${files.length - 1} more` : "";
  notify(`${baseName(first)}${others} changed: the schema of ${label} is read again.`);
  readSoon(watchId);
}

function hasFiles(source: SchemaSource): boolean {
  return source.kind !== "reflection" && source.watch !== false;
}
