import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { revealInRequest } from "../actions/reveal.ts";
import { select } from "../actions/select.ts";
import { editRequest } from "../actions/tabs.ts";
import type { RequestDraft } from "../state/drafts.ts";
import type { InspectorPane } from "../state/layout.ts";
import { shownDocument } from "../state/runs.ts";
import { layout, selections } from "../state/stores.ts";
import { useComposed, useRun } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { FindingList } from "../ui/finding-list.tsx";
import { TabStrip } from "../ui/tab-strip.tsx";
import { BytesView } from "./bytes-view.tsx";
import { SelectionLine } from "./selection-line.tsx";
import { SideSwitch } from "./side-switch.tsx";
import { useHover } from "./use-hover.ts";

/** The bytes of the request or of the answer, and what there is to say about them. */
export function Inspector({ draft }: { readonly draft: RequestDraft }) {
  const pane = useStore(layout, (state) => state.inspectorPane);
  const composed = useComposed(draft.id);
  const answer = shownDocument(useRun(draft.id));
  const request = composed?.composition?.document ?? composed?.lastDocument;
  const side = draft.inspectorSide === "answer" && answer === undefined ? "request" : draft.inspectorSide;
  const document = side === "request" ? request : answer;
  const documentId = document?.documentId ?? "";
  const selection = useStore(selections, (state) => state[documentId]);
  const { hovered, hover } = useHover(documentId);
  const findings = side === "request" ? (composed?.composition?.findings ?? []) : (document?.findings ?? []);

  function go(finding: Finding) {
    if (finding.bytes !== undefined) void select(documentId, { kind: "byte", offset: finding.bytes.start });
    else if (finding.text !== undefined && side === "request") revealInRequest(draft.id, finding.text.start);
  }

  return (
    <section className="inspector" aria-label="Inspector">
      <TabStrip<InspectorPane>
        label="Inspector"
        panelId="inspector-panel"
        tabs={[
          { id: "bytes", label: "Bytes" },
          { id: "findings", label: "Findings", count: findings.length },
        ]}
        active={pane}
        onSelect={(inspectorPane) => layout.update((state) => ({ ...state, inspectorPane }))}
      >
        {side === "request" && composed?.composition?.document === undefined && document !== undefined ? (
          <span className="warning">the last message that encoded</span>
        ) : null}
        <SelectionLine selection={hovered ?? selection} />
        <SideSwitch
          side={side}
          answerEnabled={answer !== undefined}
          onChange={(inspectorSide) => editRequest(draft.id, (now) => ({ ...now, inspectorSide }))}
        />
      </TabStrip>
      <div id="inspector-panel" role="tabpanel" aria-label={pane} className="inspector-body">
        {pane === "findings" ? (
          <Findings findings={findings} onGo={go} />
        ) : (
          <Bytes document={document} selection={selection} onHover={hover} />
        )}
      </div>
    </section>
  );
}

function Findings({
  findings,
  onGo,
}: {
  readonly findings: readonly Finding[];
  readonly onGo: (one: Finding) => void;
}) {
  if (findings.length === 0) return <p className="quiet-note">Nothing to remark.</p>;
  return <FindingList findings={findings} label="Findings" onGo={onGo} />;
}

function Bytes(props: {
  readonly document: DocumentSummary | undefined;
  readonly selection: Parameters<typeof BytesView>[0]["selection"];
  readonly onHover: (offset: number | undefined) => void;
}) {
  const { document } = props;
  if (document === undefined)
    return <p className="quiet-note">The bytes of the message appear here as it is typed.</p>;
  if (document.byteLength === 0)
    return <p className="quiet-note">This message is empty: 0 bytes say everything about it.</p>;
  return <BytesView {...props} document={document} />;
}
