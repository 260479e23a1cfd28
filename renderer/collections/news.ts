/** What the engine tells of collections and runs, for whoever shows them. */
import type { DocumentNews } from "../../core/contract/large-documents.ts";
import type { EngineEvent } from "../../core/contract/views.ts";

/** An event about a collection or a run. */
export type CollectionNews = Extract<EngineEvent, { kind: "collection" | "run" }>;
/** An event about one operation of a connection or a tab. */
export type OperationNews = Exclude<EngineEvent, CollectionNews | DocumentNews>;

const listeners = new Set<(news: CollectionNews) => void>();

/** Hears of every change until the answer is called. */
export function onCollectionNews(listener: (news: CollectionNews) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hands on what is about collections and runs, and answers with the rest. */
export function takeCollectionNews(
  events: readonly Exclude<EngineEvent, DocumentNews>[],
): readonly OperationNews[] {
  const rest: OperationNews[] = [];
  for (const event of events) {
    if (event.kind === "collection" || event.kind === "run") for (const hear of listeners) hear(event);
    else rest.push(event);
  }
  return rest;
}
