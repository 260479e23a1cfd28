import { useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { SendAsDialog } from "./send-as-dialog.tsx";

interface SendAsButtonProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
}

/** Sends these bytes as the message of a call. */
export function SendAsButton(props: SendAsButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="send" onClick={() => setOpen(true)}>
        Send as…
      </button>
      {open ? <SendAsDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
