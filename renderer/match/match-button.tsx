import { useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { MatchDialog } from "./match-dialog.tsx";

interface MatchButtonProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
}

/** Asks which message type of the schema these bytes are. */
export function MatchButton(props: MatchButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="control button" onClick={() => setOpen(true)}>
        Which message is this?
      </button>
      {open ? <MatchDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
