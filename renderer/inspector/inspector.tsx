import type { Finding } from "../../core/finding.ts";
import { revealInRequest } from "../actions/reveal.ts";
import { select } from "../actions/select.ts";
import { ComparePane } from "../compare/compare-pane.tsx";
import { CompareWords } from "../compare/compare-words.tsx";
import { EditingContext } from "../edit/editing.ts";
import { undoKey } from "../edit/undo-keys.ts";
import { LoadPane } from "../load/load-pane.tsx";
import { LoadWords } from "../load/load-words.tsx";
import type { RequestDraft } from "../state/drafts.ts";
import type { InspectorPane } from "../state/layout.ts";
import { layout, selections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { TabStrip } from "../ui/tab-strip.tsx";
import { InspectorBody } from "./inspector-body.tsx";
import { InspectorTools } from "./inspector-tools.tsx";
import { useHover } from "./use-hover.ts";
import { useInspected } from "./use-inspected.ts";

/** The bytes of the request or of the answer, what there is to say about them, and the request made many times. */
export function Inspector({ draft }: { readonly draft: RequestDraft }) {
  const chosen = useStore(layout, (state) => state.inspectorPane);
  const isUnary = draft.methodKind === "unary";
  const pane = chosen === "compare" && !isUnary ? "bytes" : chosen;
  const inspected = useInspected(draft);
  const { side, document, editing, typed, findings } = inspected;
  const documentId = document?.documentId ?? "";
  const selection = useStore(selections, (state) => state[documentId]);
  const { hovered, hover } = useHover(documentId);

  function go(finding: Finding) {
    if (finding.bytes !== undefined) void select(documentId, { kind: "byte", offset: finding.bytes.start });
    else if (finding.text !== undefined && side === "request") revealInRequest(draft.id, finding.text.start);
  }

  return (
    <EditingContext value={editing}>
      <section className="inspector" aria-label="Inspector" onKeyDown={(event) => undoKey(editing, event)}>
        <TabStrip<InspectorPane>
          label="Inspector"
          panelId="inspector-panel"
          tabs={[
            { id: "bytes", label: "Bytes" },
            { id: "frames", label: "Frames", count: document?.frameCount ?? 0 },
            { id: "findings", label: "Findings", count: findings.length },
            ...(isUnary ? [{ id: "compare" as const, label: "Compare channels" }] : []),
            { id: "repeat", label: "Repeat" },
          ]}
          active={pane}
          onSelect={(inspectorPane) => layout.update((state) => ({ ...state, inspectorPane }))}
        >
          {pane === "compare" ? (
            <CompareWords draft={draft} />
          ) : pane === "repeat" ? (
            <LoadWords draft={draft} />
          ) : (
            <InspectorTools draft={draft} inspected={inspected} selection={hovered ?? selection} />
          )}
        </TabStrip>
        <div id="inspector-panel" role="tabpanel" aria-label={pane} className="inspector-body">
          {pane === "compare" ? (
            <ComparePane draft={draft} />
          ) : pane === "repeat" ? (
            <LoadPane draft={draft} />
          ) : (
            <InspectorBody
              pane={pane}
              document={document}
              typed={typed}
              connectionId={draft.connectionId}
              selection={selection}
              onHover={hover}
              onGo={go}
            />
          )}
        </div>
      </section>
    </EditingContext>
  );
}
