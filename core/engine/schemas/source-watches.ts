/** The files of schema sources that are watched, by the id their face chose. */
import type { EngineListener } from "../../contract/engine.ts";
import type { SchemaSource } from "../../contract/params.ts";
import type { SourceWatch } from "../../schema/watch/watch-sources.ts";
import { watchPart } from "../rooms.ts";

/** Watches at the same time; the oldest ends for a new one. */
const maximumWatches = 32;

/** The running watches. */
export interface SourceWatches {
  /**
   * Watches the sources in place of what was watched under the id, and resolves when changes are told. Nothing runs
   * where there are no files.
   */
  start(watchId: string, sources: readonly SchemaSource[]): Promise<void>;
  stop(watchId: string): Promise<void>;
  close(): Promise<void>;
}

/** No watches yet; what they see is told to `tell`. */
export function createSourceWatches(tell: EngineListener): SourceWatches {
  const running = new Map<string, SourceWatch>();
  let isClosed = false;

  async function stop(watchId: string): Promise<void> {
    const watch = running.get(watchId);
    running.delete(watchId);
    await watch?.close();
  }

  async function start(watchId: string, sources: readonly SchemaSource[]): Promise<void> {
    const { watchSources } = await watchPart();
    if (isClosed) return;
    // Nothing is waited for before the new one stands in the map: another start of this id must find it there.
    const before = stop(watchId);
    const watch = watchSources(sources, {
      onChange: (files) => tell({ kind: "sources-changed", watchId, files }),
      onFault: (fault) => {
        tell({ kind: "sources-changed", watchId, files: [], fault });
        void stop(watchId);
      },
    });
    if (watch !== undefined) running.set(watchId, watch);
    const [oldest] = running.keys();
    if (running.size > maximumWatches && oldest !== undefined) await stop(oldest);
    await Promise.all([before, watch?.ready]);
  }

  return {
    start,
    stop,
    async close() {
      isClosed = true;
      await Promise.all([...running.keys()].map(stop));
    },
  };
}
