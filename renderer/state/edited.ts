/** The documents that edits made, by whose bytes they are and how many edits are in force. */
import type { DocumentSummary } from "../../core/contract/views.ts";

/** The documents after 1, 2, … edits of one base. */
export interface EditedDocuments {
  readonly baseId: string;
  readonly byCount: Readonly<Record<number, DocumentSummary>>;
}

/** One entry an owner of bytes. */
export type EditedState = Readonly<Record<string, EditedDocuments>>;

/** Keeps what `count` edits made of a base; documents of another base, and of edits that were given up, go. */
export function putEdited(
  state: EditedState,
  key: string,
  baseId: string,
  count: number,
  document: DocumentSummary,
  givenUp = Number.POSITIVE_INFINITY,
): EditedState {
  const before = state[key]?.baseId === baseId ? state[key].byCount : {};
  const kept = Object.entries(before).filter(([at]) => Number(at) < givenUp);
  return { ...state, [key]: { baseId, byCount: { ...Object.fromEntries(kept), [count]: document } } };
}

/** What `count` edits made of a base, when it is there. */
export function editedAt(
  state: EditedState,
  key: string,
  base: DocumentSummary | undefined,
  count: number,
): DocumentSummary | undefined {
  if (base === undefined || count === 0) return base;
  const entry = state[key];
  return entry?.baseId === base.documentId ? entry.byCount[count] : undefined;
}
