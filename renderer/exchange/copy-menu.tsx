import { useState } from "react";
import { type CopiedRequest, type CopyForm, CopyFormSchema } from "../../core/contract/exchange.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { FindingList } from "../ui/finding-list.tsx";
import { Modal } from "../ui/modal.tsx";
import { copyAs, putOnClipboard } from "./actions.ts";
import { shareRequest } from "./share.ts";

const NAMES: Readonly<Record<CopyForm, string>> = {
  grpcurl: "grpcurl",
  "buf-curl": "buf curl",
  curl: "curl",
  typescript: "TypeScript",
};

type Shown =
  | { readonly form: CopyForm; readonly copied: CopiedRequest }
  | { readonly form: CopyForm; readonly error: ErrorRecord };

/** The request in the form of another tool: shown first, so that nothing is copied unseen. */
export function CopyMenu({ draft }: { readonly draft: RequestDraft }) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const choose = (form: CopyForm) =>
    copyAs(draft, form).then(
      (copied) => setShown({ form, copied }),
      (thrown: unknown) => setShown({ form, error: toErrorRecord(thrown) }),
    );
  return (
    <>
      <button
        type="button"
        className="quiet"
        onClick={() => {
          setShown(undefined);
          setOpen(true);
          void choose("grpcurl");
        }}
      >
        Copy as…
      </button>
      {open ? (
        <Modal label="Copy as" className="copy-menu" onClose={() => setOpen(false)}>
          <header className="modal-head">
            <h2>Copy as</h2>
            <fieldset className="switch plain">
              <legend className="hidden">Form</legend>
              {CopyFormSchema.options.map((form) => (
                <button
                  key={form}
                  type="button"
                  aria-pressed={shown?.form === form}
                  onClick={() => void choose(form)}
                >
                  {NAMES[form]}
                </button>
              ))}
            </fieldset>
            <button type="button" className="quiet" onClick={() => setOpen(false)}>
              Close
            </button>
          </header>
          <div className="import-body">
            {shown === undefined ? (
              <p className="quiet-note">The call as another tool writes it. Nothing is sent.</p>
            ) : (
              <Copied shown={shown} />
            )}
            <p className="import-note share-line">
              <button
                type="button"
                className="control button"
                onClick={() => {
                  setOpen(false);
                  void shareRequest(draft);
                }}
              >
                Share as one file…
              </button>
              The request, its last answer and the descriptors they need; secrets are left out.
            </p>
          </div>
        </Modal>
      ) : null}
    </>
  );
}

/** What long texts are cut to on the screen; the clipboard gets all of it. */
const SHOWN_LENGTH = 4000;

function Copied({ shown }: { readonly shown: Shown }) {
  if ("error" in shown) return <ErrorRecordView error={shown.error} />;
  const { text, findings } = shown.copied;
  return (
    <>
      <textarea
        className="copied-text"
        aria-label="The request in that form"
        readOnly
        rows={Math.min(14, text.split("\n").length + 1)}
        value={text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text}
      />
      {findings.length === 0 ? null : <FindingList findings={findings} label="What the form cannot say" />}
      <div className="steps">
        <button type="button" className="control button first" onClick={() => void putOnClipboard(text)}>
          Copy
        </button>
      </div>
    </>
  );
}
