import { useEffect } from "react";
import type { BodyCheck, SavedCheck } from "../../../core/contract/schema.ts";
import { openSaved } from "../../collections/actions.ts";
import { isWithin } from "../../collections/state.ts";
import { collections } from "../../collections/store.ts";
import { connectionLabel } from "../../state/connections.ts";
import { activateTab } from "../../state/drafts.ts";
import { drafts } from "../../state/stores.ts";
import { useConnection } from "../../state/use-current.ts";
import { useStore } from "../../state/use-store.ts";
import { tabTitle } from "../../tabs/tab-title.ts";
import { Modal, ModalHead } from "../../ui/modal.tsx";
import { closeSchemaDialog } from "../dialogs.ts";
import { ChangeList } from "./change-list.tsx";
import { drifts, markSeen } from "./drifts.ts";
import { sinceWords } from "./since-words.ts";
import { reasonWords } from "./unfit-words.ts";

interface ChangesDialogProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** What changed in a schema since it was read before, and what of one's own no longer fits. */
export function ChangesDialog({ connectionId, onClose }: ChangesDialogProps) {
  const connection = useConnection(connectionId);
  const drift = useStore(drifts, (state) => state[connectionId]);
  useEffect(() => markSeen(connectionId), [connectionId]);
  if (connection === undefined || drift === undefined) return null;
  const { drafts: open, saved, beforeId, afterId } = drift;
  return (
    <Modal label="Changes of the schema" className="schema-dialog wide tall" onClose={onClose}>
      <ModalHead
        title={`${connectionLabel(connection.sources)} changed since ${sinceWords(drift.since)}`}
        onLeave={onClose}
      />
      <div className="schema-dialog-body fixed">
        {open.length + saved.length === 0 ? (
          <p className="dialog-note">Every open request that fitted before still fits.</p>
        ) : (
          <ul className="unfit" aria-label="Requests that no longer fit">
            {open.map((check) => (
              <UnfitDraft key={check.id} check={check} />
            ))}
            {saved.map((check) => (
              <UnfitSaved key={check.file} check={check} />
            ))}
          </ul>
        )}
        <ChangeList before={beforeId} after={afterId} />
      </div>
    </Modal>
  );
}

function UnfitDraft({ check }: { readonly check: BodyCheck }) {
  const tab = useStore(drafts, (state) => state.tabs.find(({ id }) => id === check.id));
  if (tab === undefined) return null;
  return (
    <li>
      <button
        type="button"
        className="link"
        onClick={() => {
          closeSchemaDialog();
          drafts.update((state) => activateTab(state, check.id));
        }}
      >
        {tabTitle(tab)}
      </button>{" "}
      no longer fits: <UnfitReason check={check} />
    </li>
  );
}

function UnfitSaved({ check }: { readonly check: SavedCheck }) {
  const collection = useStore(
    collections,
    ({ open }) => open.find(({ path }) => isWithin(check.file, path))?.path,
  );
  return (
    <li title={check.file}>
      The saved request{" "}
      <button
        type="button"
        className="link"
        disabled={collection === undefined}
        onClick={() => {
          closeSchemaDialog();
          if (collection !== undefined) void openSaved(collection, check.file);
        }}
      >
        {check.name}
      </button>{" "}
      no longer fits: <UnfitReason check={check} />
    </li>
  );
}

function UnfitReason({ check }: { readonly check: BodyCheck }) {
  return <span className="finding-hint">{reasonWords(check)}</span>;
}
