/** The environments of the open collections, as their files have them. */
import type { Environment } from "../../core/contract/environments.ts";
import { onCollectionNews } from "../collections/news.ts";
import { collections } from "../collections/store.ts";
import { engine } from "../engine/link.ts";
import { createStore } from "../state/store.ts";

/** Environments by the folder of their collection. */
export interface EnvironmentsState {
  readonly byCollection: Readonly<Record<string, readonly Environment[]>>;
  /** Counts changes of files and secrets: what was put in before may be another value now. */
  readonly turn: number;
}

/** The store. */
export const environments = createStore<EnvironmentsState>({ byCollection: {}, turn: 0 });

/** The collection whose environments are edited, if any. */
export const editedCollection = createStore<string | undefined>(undefined);

/** Reads the environments of a collection again. */
export async function readEnvironments(collection: string): Promise<void> {
  const listed = await (await engine()).readEnvironments({ collection }).catch(() => undefined);
  environments.update((state) => ({
    turn: state.turn + 1,
    byCollection: { ...state.byCollection, [collection]: listed?.environments ?? [] },
  }));
}

/** Follows the open collections and outside edits. To be called once. */
export function startEnvironments(): void {
  const asked = new Set<string>();
  const wake = () => {
    for (const { path } of collections.get().open) {
      if (asked.has(path)) continue;
      asked.add(path);
      void readEnvironments(path);
    }
  };
  collections.subscribe(wake);
  wake();
  onCollectionNews((news) => {
    if (news.kind === "collection") void readEnvironments(news.path);
  });
}
