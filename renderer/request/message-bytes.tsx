import type { DocumentSummary } from "../../core/contract/views.ts";
import { HexPane } from "../hex/hex-pane.tsx";
import { selections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";

/** The message as the bytes that will travel. */
export function MessageBytes({ document }: { readonly document: DocumentSummary | undefined }) {
  const documentId = document?.documentId ?? "";
  const selection = useStore(selections, (state) => state[documentId]);
  if (document === undefined)
    return <p className="quiet-note">There are no bytes yet: the message does not encode.</p>;
  if (document.byteLength === 0) return <p className="quiet-note">This message is empty: 0 bytes.</p>;
  return (
    <div className="message-bytes">
      <HexPane document={document} selection={selection} label="Bytes of the message" />
    </div>
  );
}
