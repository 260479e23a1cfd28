import type { DocumentSummary } from "../../core/contract/views.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { selections } from "../state/stores.ts";
import { useSize } from "../state/use-size.ts";
import { useStore } from "../state/use-store.ts";
import { Splitter } from "../ui/splitter.tsx";
import { BytesColumn } from "./bytes-column.tsx";
import { FieldsColumn } from "./fields-column.tsx";
import { LowerLeft } from "./lower-left.tsx";
import { LowerRight } from "./lower-right.tsx";

interface PayloadBodyProps {
  readonly draft: PayloadDraft;
  /** The bytes before the edits. */
  readonly base: DocumentSummary;
  readonly document: DocumentSummary;
}

/** Bytes and their readings beside the fields; below, findings and frames beside sizes and differences. */
export function PayloadBody({ draft, base, document }: PayloadBodyProps) {
  const selection = useStore(selections, (state) => state[document.documentId]);
  const share = useSize("hexShare");
  const lower = useSize("lowerHeight");
  return (
    <div
      className="payload-body"
      style={{
        gridTemplateColumns: `${share.value}fr auto ${1 - share.value}fr`,
        gridTemplateRows: `minmax(120px, 1fr) auto minmax(64px, ${lower.value}px)`,
      }}
    >
      <BytesColumn draft={draft} document={document} selection={selection} />
      <Splitter
        label="Width of the bytes"
        orientation="vertical"
        step={0.02}
        fromDrag={(start, pixels) => start + pixels / window.innerWidth}
        {...share}
      />
      <FieldsColumn draft={draft} document={document} selection={selection} />
      <div className="payload-across">
        <Splitter
          label="Height of the findings"
          orientation="horizontal"
          step={16}
          fromDrag={(start, pixels) => start - pixels}
          {...lower}
        />
      </div>
      <LowerLeft draft={draft} base={base} document={document} />
      <div className="payload-rule" />
      <LowerRight draft={draft} document={document} selection={selection} />
    </div>
  );
}
