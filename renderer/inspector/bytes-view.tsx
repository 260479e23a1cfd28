import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { EditTools } from "../edit/edit-tools.tsx";
import { HexPane } from "../hex/hex-pane.tsx";
import { useSize } from "../state/use-size.ts";
import { TreePane } from "../tree/tree-pane.tsx";
import { Splitter } from "../ui/splitter.tsx";

interface BytesViewProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
  readonly onHover: (offset: number | undefined) => void;
}

/** Hex at the left, records at the right, one selection. */
export function BytesView({ document, selection, onHover }: BytesViewProps) {
  const share = useSize("hexShare");
  return (
    <div className="bytes-view" style={{ gridTemplateColumns: `${share.value}fr auto ${1 - share.value}fr` }}>
      <div className="bytes-view-hex">
        <HexPane
          document={document}
          selection={selection}
          label="Bytes"
          onHover={onHover}
          tools={<EditTools document={document} selection={selection} />}
        />
      </div>
      <Splitter
        label="Width of the bytes"
        orientation="vertical"
        step={0.02}
        fromDrag={(start, pixels) => start + pixels / window.innerWidth}
        {...share}
      />
      <div className="bytes-view-tree">
        <TreePane document={document} selection={selection} label="Records" />
      </div>
    </div>
  );
}
