import type { Finding } from "../../core/finding.ts";
import { revealInRequest } from "../actions/reveal.ts";
import { select } from "../actions/select.ts";
import { editRequest } from "../actions/tabs.ts";
import { EditingContext } from "../edit/editing.ts";
import { undoKey } from "../edit/undo-keys.ts";
import { useAnswerEditing, useMessageEditing, useRawBytes } from "../edit/use-owned.ts";
import { openDocument } from "../payload/open-document.ts";
import { useNewest } from "../reading/news.ts";
import type { RequestDraft } from "../state/drafts.ts";
import type { InspectorPane } from "../state/layout.ts";
import { shownDocument } from "../state/runs.ts";
import { layout, selections } from "../state/stores.ts";
import { useComposed, useRun } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { TabStrip } from "../ui/tab-strip.tsx";
import { InspectorBody } from "./inspector-body.tsx";
import { SelectionLine } from "./selection-line.tsx";
import { SideSwitch } from "./side-switch.tsx";
import { useHover } from "./use-hover.ts";

/** The bytes of the request or of the answer, and what there is to say about them. */
export function Inspector({ draft }: { readonly draft: RequestDraft }) {
  const pane = useStore(layout, (state) => state.inspectorPane);
  const composed = useComposed(draft.id);
  const raw = useRawBytes(draft);
  const answer = shownDocument(useRun(draft.id));
  const request = raw ?? composed?.composition?.document ?? composed?.lastDocument;
  const side = draft.inspectorSide === "answer" && answer === undefined ? "request" : draft.inspectorSide;
  const document = useNewest(side === "request" ? request : answer);
  const documentId = document?.documentId ?? "";
  const selection = useStore(selections, (state) => state[documentId]);
  const { hovered, hover } = useHover(documentId);
  const ofRequest = useMessageEditing(draft, request);
  const ofAnswer = useAnswerEditing(draft, answer);
  const editing = side === "request" ? ofRequest : ofAnswer;
  const isComposed = side === "request" && raw === undefined;
  const typed = isComposed ? (composed?.composition?.findings ?? []) : undefined;
  const findings = typed ?? document?.findings ?? [];

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
          ]}
          active={pane}
          onSelect={(inspectorPane) => layout.update((state) => ({ ...state, inspectorPane }))}
        >
          {isComposed && composed?.composition?.document === undefined && document !== undefined ? (
            <span className="warning">the last message that encoded</span>
          ) : null}
          <SelectionLine selection={hovered ?? selection} />
          {document === undefined ? null : (
            <button
              type="button"
              className="quiet"
              onClick={() => void openDocument(document, draft.connectionId)}
            >
              Open as a tab
            </button>
          )}
          <SideSwitch
            side={side}
            answerEnabled={answer !== undefined}
            onChange={(inspectorSide) => editRequest(draft.id, (now) => ({ ...now, inspectorSide }))}
          />
        </TabStrip>
        <div id="inspector-panel" role="tabpanel" aria-label={pane} className="inspector-body">
          <InspectorBody
            pane={pane}
            document={document}
            typed={typed}
            connectionId={draft.connectionId}
            selection={selection}
            onHover={hover}
            onGo={go}
          />
        </div>
      </section>
    </EditingContext>
  );
}
