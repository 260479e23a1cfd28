/** Keeps the bytes in front as they were edited: after a restart, another schema or another input the edits are made again. */
import { notify } from "../actions/notify.ts";
import { carrySelection } from "../actions/select.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { activeTab } from "../state/drafts.ts";
import { editedAt, putEdited } from "../state/edited.ts";
import { drafts, edited, payloads } from "../state/stores.ts";
import { type ByteOwner, historyOf, messageOwner, payloadOwner } from "./owner.ts";
import { rebuild } from "./rebuild.ts";

/** Starts it. To be called once. */
export function startKeepingEdits(): void {
  const running = new Set<string>();

  function wake(): void {
    const owner = ownerInFront();
    const base = owner === undefined ? undefined : payloads.get()[owner.key]?.document;
    if (owner === undefined || base === undefined || running.has(owner.key)) return;
    const history = historyOf(owner);
    if (editedAt(edited.get(), owner.key, base, history.at) !== undefined) return;
    running.add(owner.key);
    const before = edited.get()[owner.key]?.byCount[history.at]?.documentId ?? "";
    void engine()
      .then((one) => rebuild(one, base, history))
      .catch((thrown: unknown) => {
        notify(`The edits do not fit these bytes: ${toErrorRecord(thrown).message}`, "warning");
        return base;
      })
      .then((document) => {
        running.delete(owner.key);
        edited.update((state) => putEdited(state, owner.key, base.documentId, history.at, document));
        void carrySelection(before, document.documentId);
      });
  }

  drafts.subscribe(wake);
  payloads.subscribe(wake);
  edited.subscribe(wake);
  wake();
}

function ownerInFront(): ByteOwner | undefined {
  const tab = activeTab(drafts.get());
  if (tab === undefined) return undefined;
  return tab.kind === "payload" ? payloadOwner(tab) : messageOwner(tab);
}
