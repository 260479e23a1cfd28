import { type ReactNode, useState } from "react";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { Modal, ModalHead } from "../ui/modal.tsx";
import { closeCollectionDialog } from "./store.ts";

interface SmallDialogProps {
  readonly title: string;
  /** What the main button says. */
  readonly action: string;
  readonly disabled?: boolean;
  /** Does it; a failure is shown, and the dialogue stays. */
  readonly onAct: () => Promise<void>;
  readonly children: ReactNode;
}

/** A question with one main answer. */
export function SmallDialog({ title, action, disabled = false, onAct, children }: SmallDialogProps) {
  const [error, setError] = useState<ErrorRecord>();
  return (
    <Modal label={title} className="small-dialog" onClose={closeCollectionDialog}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAct().catch((thrown: unknown) => setError(toErrorRecord(thrown)));
        }}
      >
        <ModalHead title={title} leave="Cancel" onLeave={closeCollectionDialog} />
        <div className="import-body">
          {children}
          {error === undefined ? null : <ErrorRecordView error={error} />}
          <div className="steps">
            <button type="submit" className="control button first" disabled={disabled}>
              {action}
            </button>
          </div>
        </div>
      </form>
    </Modal>
  );
}
