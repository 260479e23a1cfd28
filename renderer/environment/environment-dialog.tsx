import { useState } from "react";
import { collections } from "../collections/store.ts";
import { notices } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { UndoButton } from "../status/undo-button.tsx";
import { Modal } from "../ui/modal.tsx";
import { scopeEdits } from "./edits.ts";
import { dropEdit } from "./save-edits.ts";
import { ScopeList } from "./scope-list.tsx";
import { ScopePanel } from "./scope-panel.tsx";
import { newEnvironmentKey } from "./scopes.ts";
import { editedCollection, environments } from "./store.ts";
import { useSaving } from "./use-saving.ts";
import { useScopes } from "./use-scopes.ts";

function closeDialog(): void {
  editedCollection.update(() => undefined);
}

/** Variables of every scope, while they are edited. */
export function EnvironmentDialog() {
  const path = useStore(editedCollection, (state) => state);
  return path === undefined ? null : <OpenDialog path={path} />;
}

function OpenDialog({ path }: { readonly path: string }) {
  const [added, setAdded] = useState<readonly string[]>([]);
  const entries = useScopes(path, added);
  const edits = useStore(scopeEdits, (state) => state);
  const [chosen, setChosen] = useState(() => firstKey(path));
  const entry = entries.find(({ key }) => key === chosen) ?? entries[0];
  const edited = new Set(entries.map(({ key }) => key).filter((key) => edits[key] !== undefined));
  const notice = useStore(notices, (state) => state[0]);
  const saving = useSaving(path, entries, setChosen);

  return (
    <Modal label="Environments" className="environment-dialog" onClose={closeDialog}>
      <header className="modal-head">
        <h2>Environments and variables</h2>
      </header>
      <div className="scope-columns">
        <ScopeList
          entries={entries}
          chosen={entry?.key ?? ""}
          edited={edited}
          onChoose={setChosen}
          onAdd={
            path === ""
              ? undefined
              : (name) => {
                  setAdded([...added, name]);
                  setChosen(entries.find((one) => one.environment === name)?.key ?? newEnvironmentKey(name));
                }
          }
        />
        {entry === undefined ? (
          <p className="quiet-note">
            Nothing defines variables yet. Environments belong to a collection: open one, or save a request.
          </p>
        ) : (
          <ScopePanel
            key={entry.key}
            path={path}
            entry={entry}
            conflict={saving.conflicts[entry.key]}
            onSettle={saving.settle}
            onShow={setChosen}
            onForget={() => setAdded(added.filter((name) => name !== entry.environment))}
          />
        )}
      </div>
      <div className="dialog-steps">
        {notice?.undo === undefined ? null : (
          <span className="dialog-said" role="status">
            {notice.text} <UndoButton notice={notice} />
          </span>
        )}
        <button
          type="button"
          className="control button"
          onClick={() => {
            for (const key of edited) dropEdit(key);
            closeDialog();
          }}
        >
          {edited.size === 0 ? "Close" : "Discard changes"}
        </button>
        <button
          type="button"
          className="control button first"
          disabled={edited.size === 0}
          onClick={() => void saving.saveAll().then((isSaved) => isSaved && closeDialog())}
        >
          Save
        </button>
      </div>
    </Modal>
  );
}

/** The environment in use, or else the first. */
function firstKey(path: string): string {
  const chosen = collections.get().open.find((each) => each.path === path)?.environment ?? "";
  const known = environments.get().byCollection[path] ?? [];
  return (known.find(({ name }) => name === chosen) ?? known[0])?.file ?? "";
}
