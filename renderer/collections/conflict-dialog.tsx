import { Modal, ModalHead } from "../ui/modal.tsx";
import { settle } from "./save.ts";
import { type Conflict, closeCollectionDialog } from "./store.ts";

/** A file changed on disk while its request was edited here: both, side by side, and nothing lost. */
export function ConflictDialog({ conflict }: { readonly conflict: Conflict }) {
  const { file, unsaved, onDisk } = conflict;
  return (
    <Modal label="The file changed on disk" className="conflict-dialog" onClose={closeCollectionDialog}>
      <ModalHead
        title={onDisk === undefined ? "The file is gone" : "The file changed on disk"}
        leave="Decide later"
        onLeave={closeCollectionDialog}
      />
      <div className="import-body">
        <p className="import-note mono">{file}</p>
        <div className="conflict-sides">
          <section aria-label="In this window">
            <h3>In this window</h3>
            <textarea
              className="copied-text"
              aria-label="The request in this window"
              readOnly
              rows={16}
              value={JSON.stringify(unsaved, undefined, 2)}
            />
          </section>
          <section aria-label="On disk">
            <h3>On disk</h3>
            <textarea
              className="copied-text"
              aria-label="The file on disk"
              readOnly
              rows={16}
              value={onDisk?.text ?? "The file was moved or deleted."}
            />
          </section>
        </div>
        <div className="steps">
          <button
            type="button"
            className="control button first"
            onClick={() => void settle(conflict, "mine")}
          >
            {onDisk === undefined ? "Write it again" : "Save mine over it"}
          </button>
          {onDisk?.request === undefined ? null : (
            <button type="button" className="control button" onClick={() => void settle(conflict, "theirs")}>
              Take the one on disk
            </button>
          )}
        </div>
      </div>
    </Modal>
  );
}
