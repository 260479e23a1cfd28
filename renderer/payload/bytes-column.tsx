import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { EditTools } from "../edit/edit-tools.tsx";
import { HexPane } from "../hex/hex-pane.tsx";
import { OffsetSwitch } from "../hex/offset-switch.tsx";
import { ReadingsPanel } from "../readings/readings-panel.tsx";
import type { PayloadDraft } from "../state/drafts.ts";
import { CopyBytes } from "./copy-bytes.tsx";

interface BytesColumnProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
}

/** The bytes, what can be done to them, and how the selected ones can be read. */
export function BytesColumn({ draft, document, selection }: BytesColumnProps) {
  return (
    <section className="payload-left" aria-label="Bytes">
      <div className="strip">
        <h2 className="strip-title">Bytes</h2>
        <div className="strip-end">
          <EditTools document={document} selection={selection} />
          <CopyBytes document={document} title={draft.title} />
          <OffsetSwitch />
        </div>
      </div>
      <HexPane document={document} selection={selection} label="Bytes" />
      <ReadingsPanel document={document} selection={selection} connectionId={draft.connectionId} />
    </section>
  );
}
