/** Large documents, as far as the engine has read them: it answers before it has read all, and tells of more. */
import type { DocumentNews } from "../../core/contract/large-documents.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { select } from "../actions/select.ts";
import { createStore } from "../state/store.ts";
import { selections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";

/** Documents that are remembered; older ones were closed long ago. */
const MOST_KEPT = 256;

const newest = createStore<Readonly<Record<string, DocumentSummary>>>({});

/** Files what is about documents, and answers with the rest. */
export function takeDocumentNews<Event extends { readonly kind: string }>(
  events: readonly (Event | DocumentNews)[],
): readonly Event[] {
  const rest: Event[] = [];
  for (const event of events) {
    if (isDocument(event)) note(event.summary);
    else rest.push(event);
  }
  return rest;
}

function isDocument(event: { readonly kind: string }): event is DocumentNews {
  return event.kind === "document";
}

function note(summary: DocumentSummary): void {
  const { documentId, progress } = summary;
  newest.update(({ [documentId]: _, ...others }) => ({
    ...Object.fromEntries(Object.entries(others).slice(1 - MOST_KEPT)),
    [documentId]: summary,
  }));
  const record = selections.get()[documentId]?.record;
  // What was selected before the JSON was there is selected in it too.
  if (progress === undefined && record !== undefined) void select(documentId, { kind: "record", record });
}

/** A document as far as it was read by now. */
export function useNewest<Document extends DocumentSummary | undefined>(
  document: Document,
): Document | DocumentSummary {
  const id = document?.progress === undefined ? "" : document.documentId;
  return useStore(newest, (state) => state[id]) ?? document;
}
