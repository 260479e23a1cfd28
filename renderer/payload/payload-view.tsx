import type { DocumentSummary } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { editPayload } from "../actions/payload.ts";
import { EditingContext } from "../edit/editing.ts";
import { useUndoKeys } from "../edit/undo-keys.ts";
import { usePayloadBytes, usePayloadEditing } from "../edit/use-owned.ts";
import { useNewest } from "../reading/news.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { payloads } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { ChainRow } from "./chain-row.tsx";
import { PayloadBody } from "./payload-body.tsx";
import { PayloadInputBox } from "./payload-input-box.tsx";

/** Loose bytes: how they were read, the bytes themselves, their fields, and what is wrong with them. */
export function PayloadView({ draft }: { readonly draft: PayloadDraft }) {
  const payload = useStore(payloads, (state) => state[draft.id]);
  const document = useNewest(usePayloadBytes(draft));
  const base = useNewest(payload?.document);
  const editing = usePayloadEditing(draft);
  useUndoKeys(editing);
  const empty = draft.input.kind === "text" && draft.input.text.trim() === "";
  return (
    <EditingContext value={editing}>
      <div className="payload" id="tab-panel" role="tabpanel" aria-label={draft.title}>
        <ChainRow draft={draft} base={base} document={document} />
        {empty ? (
          <PayloadInputBox
            onText={(text) => editPayload(draft.id, (now) => ({ ...now, input: { kind: "text", text } }))}
          />
        ) : (
          <Reading
            draft={draft}
            base={base}
            document={document}
            error={payload?.phase === "failed" ? payload.error : undefined}
          />
        )}
      </div>
    </EditingContext>
  );
}

interface ReadingProps {
  readonly draft: PayloadDraft;
  readonly base: DocumentSummary | undefined;
  readonly document: DocumentSummary | undefined;
  readonly error: ErrorRecord | undefined;
}

function Reading({ draft, base, document, error }: ReadingProps) {
  if (error !== undefined) return <ErrorRecordView error={error} />;
  if (base === undefined || document === undefined) return <Waiting stage="reading the bytes" />;
  return <PayloadBody draft={draft} base={base} document={document} />;
}
