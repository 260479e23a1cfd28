import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { editPayload } from "../actions/payload.ts";
import type { PayloadDraft, PayloadPane } from "../state/drafts.ts";
import { TreeBar } from "../tree/tree-bar.tsx";
import { TreePane } from "../tree/tree-pane.tsx";
import { useView } from "../tree/use-view.ts";
import { TabStrip } from "../ui/tab-strip.tsx";
import { PayloadJson } from "./payload-json.tsx";
import { PayloadText } from "./payload-text.tsx";

interface FieldsColumnProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
}

/** The message as fields, as JSON or as text. */
export function FieldsColumn({ draft, document, selection }: FieldsColumnProps) {
  const { view, filter, setFilter } = useView();
  return (
    <section className="payload-right" aria-label="Fields">
      <TabStrip<PayloadPane>
        label="View of the fields"
        panelId="payload-panel"
        tabs={[
          { id: "fields", label: "Fields" },
          { id: "json", label: "JSON" },
          { id: "text", label: "Text" },
        ]}
        active={draft.pane}
        onSelect={(pane) => editPayload(draft.id, (now) => ({ ...now, pane }))}
      >
        {draft.pane === "fields" ? <TreeBar filter={filter} onFilter={setFilter} /> : undefined}
      </TabStrip>
      <div id="payload-panel" role="tabpanel" aria-label={draft.pane} className="pane-body">
        {draft.pane === "fields" ? (
          <TreePane document={document} selection={selection} label="Fields" view={view} />
        ) : draft.pane === "json" ? (
          <PayloadJson draft={draft} document={document} />
        ) : (
          <PayloadText draft={draft} document={document} />
        )}
      </div>
    </section>
  );
}
