/** What the engine tells of watched files, for whoever reads the schemas again. */
import type { SourcesChange } from "../../core/contract/schema.ts";
import type { OperationNews as OtherNews } from "../collections/news.ts";

/** An event about one operation of a connection or a tab. */
export type OperationNews = Exclude<OtherNews, SourcesChange>;

const listeners = new Set<(news: SourcesChange) => void>();

/** Hears of every change until the answer is called. */
export function onSourceNews(listener: (news: SourcesChange) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hands on what is about watched files, and answers with the rest. */
export function takeSourceNews(events: readonly OtherNews[]): readonly OperationNews[] {
  const rest: OperationNews[] = [];
  for (const event of events) {
    if (event.kind === "sources-changed") for (const hear of listeners) hear(event);
    else rest.push(event);
  }
  return rest;
}
