import type { DocumentSummary } from "../../core/contract/views.ts";
import { editPayload } from "../actions/payload.ts";
import { select } from "../actions/select.ts";
import { DocumentFindings } from "../findings/document-findings.tsx";
import { FramesPane } from "../frames/frames-pane.tsx";
import type { PayloadDraft } from "../state/drafts.ts";
import type { Lens } from "../state/lens.ts";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { TabStrip } from "../ui/tab-strip.tsx";
import { editFrame } from "./edit-frame.ts";

interface LowerLeftProps {
  readonly draft: PayloadDraft;
  /** The bytes before the edits. */
  readonly base: DocumentSummary;
  readonly document: DocumentSummary;
}

/** What is odd about the bytes, and the frames around the messages in them. */
export function LowerLeft({ draft, base, document }: LowerLeftProps) {
  const below = useStore(lens, (state) => state.below);
  const { documentId, findings, frameCount = 0 } = document;
  return (
    <section className="payload-lower" aria-label="Findings and frames">
      <TabStrip<Lens["below"]>
        label="Findings and frames"
        panelId="payload-below"
        tabs={[
          { id: "findings", label: "Findings", count: findings.length },
          { id: "frames", label: "Frames", count: frameCount },
        ]}
        active={below}
        onSelect={(next) => lens.update((state) => ({ ...state, below: next }))}
      />
      <div id="payload-below" role="tabpanel" aria-label={below} className="scroll">
        {below === "findings" ? (
          <DocumentFindings
            document={document}
            onGo={({ bytes }) => {
              if (bytes !== undefined) void select(documentId, { kind: "byte", offset: bytes.start });
            }}
            onInput={
              base.documentId === documentId
                ? ({ choices }) => editPayload(draft.id, (now) => ({ ...now, choices: [...choices] }))
                : undefined
            }
          />
        ) : (
          <FramesPane
            document={document}
            connectionId={draft.connectionId}
            onEdit={
              document.typeName === "" ? undefined : (frame) => void editFrame(draft.id, documentId, frame)
            }
          />
        )}
      </div>
    </section>
  );
}
