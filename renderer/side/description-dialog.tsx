import { closeDescription, described } from "../actions/describe.ts";
import { CodeEditor } from "../editor/code-editor.tsx";
import { useDescription } from "../request/use-description.ts";
import { useStore } from "../state/use-store.ts";
import { Modal } from "../ui/modal.tsx";

/** The `.proto` source of one symbol, over the window. */
export function DescriptionDialog() {
  const shown = useStore(described, (state) => state);
  const source = useDescription(shown?.schemaId, shown === undefined ? [] : [shown.symbol]);
  if (shown === undefined) return null;
  return (
    <Modal label={`Source of ${shown.symbol}`} className="description" onClose={closeDescription}>
      <header className="modal-head">
        <h2>{shown.symbol}</h2>
        <button type="button" className="quiet" onClick={closeDescription}>
          Close
        </button>
      </header>
      <CodeEditor textKey="description" text={source} language="proto" label="Source" />
    </Modal>
  );
}
