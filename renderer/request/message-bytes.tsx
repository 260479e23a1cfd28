import type { DocumentSummary } from "../../core/contract/views.ts";
import { EditTools } from "../edit/edit-tools.tsx";
import { EditingContext } from "../edit/editing.ts";
import { dropRaw } from "../edit/owner.ts";
import { undoKey } from "../edit/undo-keys.ts";
import { useMessageEditing, useRawBytes } from "../edit/use-owned.ts";
import { HexPane } from "../hex/hex-pane.tsx";
import type { RequestDraft } from "../state/drafts.ts";
import { selections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";

interface MessageBytesProps {
  readonly draft: RequestDraft;
  /** What the JSON encodes to. */
  readonly composed: DocumentSummary | undefined;
}

/** The message as the bytes that will travel. From the first edit on these are sent, whatever the JSON says. */
export function MessageBytes({ draft, composed }: MessageBytesProps) {
  const raw = useRawBytes(draft);
  const document = raw ?? composed;
  const editing = useMessageEditing(draft, composed);
  const selection = useStore(selections, (state) => state[document?.documentId ?? ""]);
  if (document === undefined)
    return <p className="quiet-note">There are no bytes yet: the message does not encode.</p>;
  return (
    <EditingContext value={editing}>
      <section
        className="message-bytes"
        aria-label="Message as bytes"
        onKeyDown={(event) => undoKey(editing, event)}
      >
        <HexPane
          document={document}
          selection={selection}
          label="Bytes of the message"
          tools={<EditTools document={document} selection={selection} />}
        />
      </section>
    </EditingContext>
  );
}

/** Says that bytes are sent instead of the JSON, and takes that back. */
export function RawBanner({ draft }: { readonly draft: RequestDraft }) {
  if (draft.raws?.[String(draft.messageIndex)] === undefined) return null;
  return (
    <p className="raw-banner">
      <span>These bytes are sent as they are, not the JSON.</span>
      <button type="button" className="link" onClick={() => dropRaw(draft.id, draft.messageIndex)}>
        Send the JSON again
      </button>
    </p>
  );
}
