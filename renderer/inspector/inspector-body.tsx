import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { DocumentFindings } from "../findings/document-findings.tsx";
import { FramesPane } from "../frames/frames-pane.tsx";
import type { InspectorPane } from "../state/layout.ts";
import { FindingList } from "../ui/finding-list.tsx";
import { BytesView } from "./bytes-view.tsx";

interface InspectorBodyProps {
  readonly pane: Exclude<InspectorPane, "compare" | "repeat">;
  readonly document: DocumentSummary | undefined;
  /** What there is to say about a message that was typed; undefined for bytes. */
  readonly typed: readonly Finding[] | undefined;
  readonly connectionId: string;
  readonly selection: Selection | undefined;
  readonly onHover: (offset: number | undefined) => void;
  readonly onGo: (finding: Finding) => void;
}

/** Bytes beside records, or frames, or findings. */
export function InspectorBody(props: InspectorBodyProps) {
  const { pane, document, typed, connectionId, selection, onHover, onGo } = props;
  if (pane === "findings" && typed !== undefined)
    return typed.length === 0 ? (
      <p className="quiet-note">Nothing to remark.</p>
    ) : (
      <FindingList findings={typed} label="Findings" onGo={onGo} />
    );
  if (document === undefined)
    return <p className="quiet-note">The bytes of the message appear here as it is typed.</p>;
  switch (pane) {
    case "findings":
      return <DocumentFindings document={document} onGo={onGo} />;
    case "frames":
      return <FramesPane document={document} connectionId={connectionId} />;
    case "bytes":
      if (document.byteLength === 0)
        return <p className="quiet-note">This message is empty: 0 bytes say everything about it.</p>;
      return <BytesView document={document} selection={selection} onHover={onHover} />;
  }
}
