import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { counted } from "../format/sizes.ts";
import { changedCount } from "../state/edit-history.ts";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { BreakMenu } from "./break-menu.tsx";
import { useEditing } from "./editing.ts";

interface EditToolsProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
}

/** Undo, redo, what differs, breaking, and whether lengths are mended. */
export function EditTools({ document, selection }: EditToolsProps) {
  const editing = useEditing();
  const repair = useStore(lens, (state) => state.repair);
  if (editing === undefined) return null;
  const differing = changedCount(editing.changed);
  return (
    <div className="edit-tools">
      {differing > 0 ? <span className="warning">{counted(differing, "byte")} changed</span> : null}
      {editing.canUndo || editing.canRedo ? (
        <>
          <button
            type="button"
            className="quiet"
            title="Ctrl Z"
            disabled={!editing.canUndo}
            onClick={() => void editing.move(-1)}
          >
            Undo
          </button>
          <button
            type="button"
            className="quiet"
            title="Shift Ctrl Z"
            disabled={!editing.canRedo}
            onClick={() => void editing.move(1)}
          >
            Redo
          </button>
        </>
      ) : null}
      <BreakMenu document={document} selection={selection} />
      <label className="check" title="Rewrite the lengths of the messages around an edit">
        <input
          type="checkbox"
          checked={repair}
          onChange={(event) => lens.update((state) => ({ ...state, repair: event.target.checked }))}
        />
        repair lengths
      </label>
    </div>
  );
}
