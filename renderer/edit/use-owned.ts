import { useMemo, useRef } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { PayloadDraft, RequestDraft } from "../state/drafts.ts";
import { changedSpans, type EditHistory, NO_EDITS } from "../state/edit-history.ts";
import { editedAt } from "../state/edited.ts";
import { edited, payloads } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { applyEdit, applyReading, moveEdits } from "./apply.ts";
import type { Editing } from "./editing.ts";
import { openAndEdit } from "./open-and-edit.ts";
import { type ByteOwner, messageOwner, payloadOwner } from "./owner.ts";
import { rawFirst } from "./raw-first.ts";

/** The bytes of a payload tab as they are now. While edits are made again, what was shown before stays. */
export function usePayloadBytes(draft: PayloadDraft): DocumentSummary | undefined {
  return useOwned(payloadOwner(draft), draft.edits ?? NO_EDITS);
}

/** The bytes of the shown message of a request, when it is sent as bytes. */
export function useRawBytes(draft: RequestDraft): DocumentSummary | undefined {
  const raw = draft.raws?.[String(draft.messageIndex)];
  const document = useOwned(messageOwner(draft), raw?.edits ?? NO_EDITS);
  return raw === undefined ? undefined : document;
}

function useOwned({ key }: ByteOwner, { at }: EditHistory): DocumentSummary | undefined {
  const base = useStore(payloads, (state) => state[key]?.document);
  const document = useStore(edited, (state) => editedAt(state, key, base, at));
  const last = useRef<{ readonly key: string; readonly document: DocumentSummary | undefined }>(undefined);
  if (document !== undefined) last.current = { key, document };
  return document ?? (last.current?.key === key ? last.current.document : undefined);
}

/** Editing the bytes of a payload tab. */
export function usePayloadEditing(draft: PayloadDraft): Editing {
  const { id, edits = NO_EDITS } = draft;
  return useMemo(() => editingOf({ key: id, tabId: id }, edits), [id, edits]);
}

/** Editing the shown message of a request: from the first edit on, it is sent as bytes. */
export function useMessageEditing(draft: RequestDraft, document: DocumentSummary | undefined): Editing {
  const { id, messageIndex, raws } = draft;
  const edits = raws?.[String(messageIndex)]?.edits;
  return useMemo(() => {
    const owner = { key: `${id}/${messageIndex}`, tabId: id, message: messageIndex };
    const editing = editingOf(owner, edits ?? NO_EDITS);
    return edits === undefined && document !== undefined ? rawFirst(editing, owner, document) : editing;
  }, [id, messageIndex, edits, document]);
}

/** An answer stays as it came: an edit opens its bytes in a tab of their own, and is made there. */
export function useAnswerEditing(
  draft: RequestDraft,
  document: DocumentSummary | undefined,
): Editing | undefined {
  const { connectionId } = draft;
  return useMemo(
    () => (document === undefined ? undefined : openAndEdit(document, connectionId)),
    [document, connectionId],
  );
}

function editingOf(owner: ByteOwner, edits: EditHistory): Editing {
  return {
    changed: changedSpans(edits),
    canUndo: edits.at > 0,
    canRedo: edits.at < edits.steps.length,
    apply: (title, edit, options) => applyEdit(owner, title, edit, options),
    read: (title, reading) => applyReading(owner, title, reading),
    move: (by) => moveEdits(owner, by),
  };
}
