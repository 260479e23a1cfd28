/** The one selection of a document, set from any pane. */
import type { Anchor } from "../../core/contract/params.ts";
import type { Selection } from "../../core/contract/views.ts";
import { engine } from "../engine/link.ts";
import { selections } from "../state/stores.ts";

const newest = new Map<string, number>();

/** Selects what `anchor` stands for; where it stands for nothing the selection stays. */
export async function select(documentId: string, anchor: Anchor): Promise<void> {
  const turn = (newest.get(documentId) ?? 0) + 1;
  newest.set(documentId, turn);
  const selection = await locate(documentId, anchor);
  if (selection === undefined || newest.get(documentId) !== turn) return;
  selections.update((state) => ({ ...state, [documentId]: selection }));
}

/** What `anchor` stands for, or undefined when that is nothing or the document is gone. */
export async function locate(documentId: string, anchor: Anchor): Promise<Selection | undefined> {
  try {
    return await (await engine()).locate({ documentId, anchor });
  } catch {
    return undefined;
  }
}

/** Selects in a document what was selected in the one it took the place of, by the place of its bytes. */
export async function carrySelection(beforeId: string, documentId: string): Promise<void> {
  const start = selections.get()[beforeId]?.bytes.start;
  if (start !== undefined) await select(documentId, { kind: "byte", offset: start });
}

/** Selects nothing in a document. */
export function clearSelection(documentId: string): void {
  selections.update(({ [documentId]: _, ...rest }) => rest);
}
