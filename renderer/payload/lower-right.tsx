import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { DiffPane } from "../diff/diff-pane.tsx";
import { formatBytes } from "../format/sizes.ts";
import { SizeLens } from "../sizes/size-lens.tsx";
import type { PayloadDraft } from "../state/drafts.ts";
import type { Lens } from "../state/lens.ts";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { TabStrip } from "../ui/tab-strip.tsx";

interface LowerRightProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
}

/** Where the bytes go, and how they differ from other ones. */
export function LowerRight({ draft, document, selection }: LowerRightProps) {
  const beside = useStore(lens, (state) => state.beside);
  return (
    <section className="payload-lower" aria-label="Sizes and differences">
      <TabStrip<Lens["beside"]>
        label="Sizes and differences"
        panelId="payload-beside"
        tabs={[
          { id: "sizes", label: "Size lens" },
          { id: "diff", label: "Diff" },
        ]}
        active={beside}
        onSelect={(next) => lens.update((state) => ({ ...state, beside: next }))}
      >
        <span>
          {formatBytes(document.byteLength)} protobuf
          {document.jsonByteLength === 0 ? null : ` · ${formatBytes(document.jsonByteLength)} JSON`}
        </span>
      </TabStrip>
      <div id="payload-beside" role="tabpanel" aria-label={beside} className="payload-beside">
        {beside === "sizes" ? (
          <SizeLens document={document} selection={selection} />
        ) : (
          <DiffPane document={document} tabId={draft.id} />
        )}
      </div>
    </section>
  );
}
