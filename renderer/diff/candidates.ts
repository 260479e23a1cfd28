/** What a message can be compared with: everything else that is open. Pure. */
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { CompositionsState } from "../state/compositions.ts";
import type { DraftsState } from "../state/drafts.ts";
import { type EditedState, editedAt } from "../state/edited.ts";
import type { PayloadsState } from "../state/payloads.ts";
import { type RunsState, shownDocument } from "../state/runs.ts";
import { tabTitle } from "../tabs/tab-title.ts";

/** One document, and what it is called in the list. `id` stays the same when the document is made again. */
export interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly document: DocumentSummary;
}

/** The stores that hold documents. */
export interface OpenDocuments {
  readonly drafts: DraftsState;
  readonly payloads: PayloadsState;
  readonly edited: EditedState;
  readonly compositions: CompositionsState;
  readonly runs: RunsState;
}

/** The documents of all tabs but `documentId`; the tab's own bytes before the edits are called so. */
export function candidatesFor(open: OpenDocuments, tabId: string, documentId: string): readonly Candidate[] {
  const found = open.drafts.tabs.flatMap((tab): readonly (Candidate | undefined)[] => {
    const title = tabTitle(tab);
    if (tab.kind === "payload") {
      const base = open.payloads[tab.id]?.document;
      const now = editedAt(open.edited, tab.id, base, tab.edits?.at ?? 0);
      if (tab.id === tabId) return [candidate(`before ${tab.id}`, "before the edits", base)];
      return [candidate(`payload ${tab.id}`, title, now ?? base)];
    }
    const composed = open.compositions[tab.id];
    return [
      candidate(
        `request ${tab.id}`,
        `${title}: request`,
        composed?.composition?.document ?? composed?.lastDocument,
      ),
      candidate(`answer ${tab.id}`, `${title}: answer`, shownDocument(open.runs[tab.id])),
    ];
  });
  return found.filter((one) => one !== undefined).filter((one) => one.document.documentId !== documentId);
}

function candidate(id: string, label: string, document: DocumentSummary | undefined): Candidate | undefined {
  return document === undefined ? undefined : { id, label, document };
}
