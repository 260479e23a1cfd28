import { useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { InferDialog } from "./infer-dialog.tsx";

interface InferButtonProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
}

/** Writes a schema from these bytes. */
export function InferButton(props: InferButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="control button" onClick={() => setOpen(true)}>
        Write a .proto
      </button>
      {open ? <InferDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
