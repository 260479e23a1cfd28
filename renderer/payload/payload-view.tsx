import { editPayload } from "../actions/payload.ts";
import { useHover } from "../inspector/use-hover.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import type { Payload } from "../state/payloads.ts";
import { payloads, selections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { ChainRow } from "./chain-row.tsx";
import { PayloadBody } from "./payload-body.tsx";
import { PayloadInputBox } from "./payload-input-box.tsx";

/** Loose bytes: how they were read, the bytes themselves, their fields, and what is wrong with them. */
export function PayloadView({ draft }: { readonly draft: PayloadDraft }) {
  const payload = useStore(payloads, (state) => state[draft.id]);
  const documentId = payload?.document?.documentId ?? "";
  const selection = useStore(selections, (state) => state[documentId]);
  const { hovered, hover } = useHover(documentId);
  const empty = draft.input.kind === "text" && draft.input.text.trim() === "";
  return (
    <div className="payload" id="tab-panel" role="tabpanel" aria-label={draft.title}>
      <ChainRow draft={draft} document={payload?.document} />
      {empty ? (
        <PayloadInputBox
          onText={(text) => editPayload(draft.id, (now) => ({ ...now, input: { kind: "text", text } }))}
        />
      ) : (
        <Reading payload={payload} draft={draft} selection={selection} hovered={hovered} onHover={hover} />
      )}
    </div>
  );
}

interface ReadingProps {
  readonly payload: Payload | undefined;
  readonly draft: PayloadDraft;
  readonly selection: Parameters<typeof PayloadBody>[0]["selection"];
  readonly hovered: Parameters<typeof PayloadBody>[0]["selection"];
  readonly onHover: (offset: number | undefined) => void;
}

function Reading({ payload, draft, ...rest }: ReadingProps) {
  if (payload?.phase === "failed" && payload.error !== undefined)
    return <ErrorRecordView error={payload.error} />;
  if (payload?.document === undefined) return <Waiting stage="reading the bytes" />;
  return <PayloadBody document={payload.document} draft={draft} {...rest} />;
}
