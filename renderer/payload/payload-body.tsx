import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { editPayload } from "../actions/payload.ts";
import { select } from "../actions/select.ts";
import { JsonBody } from "../answer/json-body.tsx";
import { counted, formatBytes } from "../format/sizes.ts";
import { HexPane } from "../hex/hex-pane.tsx";
import { SelectionLine } from "../inspector/selection-line.tsx";
import type { PayloadDraft } from "../state/drafts.ts";
import { useSize } from "../state/use-size.ts";
import { TreePane } from "../tree/tree-pane.tsx";
import { FindingList } from "../ui/finding-list.tsx";
import { Splitter } from "../ui/splitter.tsx";
import { TabStrip } from "../ui/tab-strip.tsx";

interface PayloadBodyProps {
  readonly document: DocumentSummary;
  readonly draft: PayloadDraft;
  readonly selection: Selection | undefined;
  readonly hovered: Selection | undefined;
  readonly onHover: (offset: number | undefined) => void;
}

/** Bytes and findings at the left, fields or JSON at the right. */
export function PayloadBody({ document, draft, selection, hovered, onHover }: PayloadBodyProps) {
  const { documentId, byteLength, findings } = document;
  const share = useSize("hexShare");
  return (
    <div
      className="payload-body"
      style={{ gridTemplateColumns: `${share.value}fr auto ${1 - share.value}fr` }}
    >
      <section className="payload-left" aria-label="Bytes">
        <div className="strip">
          <h2 className="strip-title">Bytes</h2>
          <div className="strip-end">
            <span>{formatBytes(byteLength)}</span>
            <span>hex offsets</span>
          </div>
        </div>
        <HexPane document={document} selection={selection} label="Bytes" onHover={onHover} />
        <div className="payload-selection">
          <SelectionLine selection={hovered ?? selection} />
        </div>
        <Findings findings={findings} documentId={documentId} />
      </section>
      <Splitter
        label="Width of the bytes"
        orientation="vertical"
        step={0.02}
        fromDrag={(start, pixels) => start + pixels / window.innerWidth}
        {...share}
      />
      <section className="payload-right" aria-label="Fields">
        <TabStrip<PayloadDraft["pane"]>
          label="View of the fields"
          panelId="payload-panel"
          tabs={[
            { id: "fields", label: "Fields" },
            { id: "json", label: "JSON" },
          ]}
          active={draft.pane}
          onSelect={(pane) => editPayload(draft.id, (now) => ({ ...now, pane }))}
        >
          <span>
            {formatBytes(byteLength)} protobuf · {formatBytes(document.jsonByteLength)} JSON
          </span>
        </TabStrip>
        <div id="payload-panel" role="tabpanel" aria-label={draft.pane} className="pane-body">
          {draft.pane === "fields" ? (
            <TreePane document={document} selection={selection} label="Fields" />
          ) : (
            <JsonBody document={document} textKey={`${draft.id}/json`} label="JSON of the payload" />
          )}
        </div>
      </section>
    </div>
  );
}

function Findings({
  findings,
  documentId,
}: {
  readonly findings: readonly Finding[];
  readonly documentId: string;
}) {
  return (
    <section className="payload-findings" aria-label="Findings">
      <div className="strip">
        <h2 className="strip-title">Findings</h2>
        <div className="strip-end">
          <span>{findings.length === 0 ? "none" : counted(findings.length, "finding")}</span>
        </div>
      </div>
      <div className="scroll">
        <FindingList
          findings={findings}
          label="Findings"
          onGo={(finding) => {
            if (finding.bytes !== undefined)
              void select(documentId, { kind: "byte", offset: finding.bytes.start });
          }}
        />
      </div>
    </section>
  );
}
