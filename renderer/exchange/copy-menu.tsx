import type { CopiedRequest, CopyForm } from "../../core/contract/exchange.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { FindingList } from "../ui/finding-list.tsx";
import { copyAs, putOnClipboard } from "./actions.ts";
import { shareRequest } from "./share.ts";
import { WrittenForms, WrittenText } from "./written-forms.tsx";

/** The request in the form of another tool, or as one file. */
export function CopyMenu({ draft }: { readonly draft: RequestDraft }) {
  return (
    <WrittenForms<CopyForm, CopiedRequest>
      className="quiet"
      title="Copy as"
      legend="Form"
      forms={[
        ["grpcurl", "grpcurl"],
        ["buf-curl", "buf curl"],
        ["curl", "curl"],
        ["typescript", "TypeScript"],
      ]}
      write={(form) => copyAs(draft, form)}
      show={(copied) => <Copied copied={copied} />}
      below={(close) => (
        <p className="import-note share-line">
          <button
            type="button"
            className="control button"
            onClick={() => {
              close();
              void shareRequest(draft);
            }}
          >
            Share as one file…
          </button>
          The request, its last answer and the descriptors they need; secrets are left out.
        </p>
      )}
    >
      Copy as…
    </WrittenForms>
  );
}

function Copied({ copied: { text, findings } }: { readonly copied: CopiedRequest }) {
  return (
    <>
      <WrittenText label="The request in that form" text={text} />
      {findings.length === 0 ? null : <FindingList findings={findings} label="What the form cannot say" />}
      <div className="steps">
        <button type="button" className="control button first" onClick={() => void putOnClipboard(text)}>
          Copy
        </button>
      </div>
    </>
  );
}
