import { useState } from "react";
import { CodeEditor } from "../../editor/code-editor.tsx";
import { useDescription } from "../../request/use-description.ts";
import { ChoiceSwitch } from "../../ui/choice-switch.tsx";
import { ErrorRecordView } from "../../ui/error-record-view.tsx";
import { Modal, ModalHead } from "../../ui/modal.tsx";
import { DOCS_PANES, type DocsPaneKind } from "./docs-panes.ts";
import { DocsView } from "./docs-view.tsx";
import { backInDocs, openDocs } from "./open-docs.ts";
import { useDocs } from "./use-docs.ts";

interface DocsDialogProps {
  readonly schemaId: string;
  /** The last one is shown; Back leads to those before it. */
  readonly symbols: readonly string[];
  readonly onClose: () => void;
}

/** A symbol over the window: its docs, or its `.proto` source. */
export function DocsDialog({ schemaId, symbols, onClose }: DocsDialogProps) {
  const symbol = symbols.at(-1) ?? "";
  const [pane, setPane] = useState<DocsPaneKind>("docs");
  const { docs, error } = useDocs(schemaId, symbol);
  const source = useDescription(schemaId, pane === "source" ? [symbol] : []);
  return (
    <Modal label={`About ${symbol}`} className="description" onClose={onClose}>
      <ModalHead
        before={
          symbols.length > 1 ? (
            <button type="button" className="link" onClick={backInDocs}>
              Back
            </button>
          ) : null
        }
        title={symbol}
        onLeave={onClose}
      >
        <ChoiceSwitch
          legend="View"
          className="segments"
          choices={DOCS_PANES}
          value={pane}
          onChoose={setPane}
        />
      </ModalHead>
      {pane === "source" ? (
        <CodeEditor textKey="description" text={source} language="proto" label="Source" />
      ) : error !== undefined ? (
        <ErrorRecordView error={error} />
      ) : docs === undefined ? null : (
        <div className="docs-scroll" key={docs.symbol}>
          <DocsView docs={docs} onGo={(next) => openDocs(schemaId, next)} />
        </div>
      )}
    </Modal>
  );
}
