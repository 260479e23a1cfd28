/** Whose bytes are edited: a loose payload, or one message of a request. */
import { changePayload, changeRequest, type PayloadDraft, type RequestDraft } from "../state/drafts.ts";
import { type EditHistory, NO_EDITS } from "../state/edit-history.ts";
import { drafts } from "../state/stores.ts";

/** Names bytes that can be edited. `message` is the index of a request's message. */
export interface ByteOwner {
  readonly key: string;
  readonly tabId: string;
  readonly message?: number;
}

/** The bytes of a payload tab. */
export function payloadOwner({ id }: PayloadDraft): ByteOwner {
  return { key: id, tabId: id };
}

/** The bytes of the shown message of a request. */
export function messageOwner({ id, messageIndex }: RequestDraft): ByteOwner {
  return { key: `${id}/${messageIndex}`, tabId: id, message: messageIndex };
}

/** What was done to the bytes of an owner. */
export function historyOf(owner: ByteOwner): EditHistory {
  const tab = drafts.get().tabs.find(({ id }) => id === owner.tabId);
  if (tab?.kind === "payload") return tab.edits ?? NO_EDITS;
  return tab?.raws?.[String(owner.message)]?.edits ?? NO_EDITS;
}

/** Replaces what was done. A message that is not sent as bytes yet has none: see `makeRaw`. */
export function setHistory(owner: ByteOwner, edits: EditHistory): void {
  drafts.update((state) =>
    owner.message === undefined
      ? changePayload(state, owner.tabId, (draft) => ({ ...draft, edits }))
      : changeRequest(state, owner.tabId, (draft) => {
          const raw = draft.raws?.[String(owner.message)];
          if (raw === undefined) return draft;
          return { ...draft, raws: { ...draft.raws, [String(owner.message)]: { ...raw, edits } } };
        }),
  );
}

/** From now on a message of a request is sent as these bytes, whatever its JSON says. */
export function makeRaw(owner: ByteOwner, base64: string): void {
  const raw = { base64, edits: NO_EDITS };
  drafts.update((state) =>
    changeRequest(state, owner.tabId, (draft) => ({
      ...draft,
      raws: { ...draft.raws, [String(owner.message)]: raw },
    })),
  );
}

/** A message of a request is its JSON again. */
export function dropRaw(tabId: string, message: number): void {
  drafts.update((state) =>
    changeRequest(state, tabId, ({ raws = {}, ...draft }) => {
      const { [String(message)]: _, ...rest } = raws;
      return Object.keys(rest).length === 0 ? draft : { ...draft, raws: rest };
    }),
  );
}
