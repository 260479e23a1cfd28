import { useState } from "react";
import { desktop } from "../engine/desktop.ts";
import { drafts } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { makeCollection } from "./change.ts";
import { DialogName } from "./dialog-name.tsx";
import { placesIn } from "./places.ts";
import { nameOf } from "./rows.ts";
import { saveAs, suggestedName } from "./save.ts";
import { SmallDialog } from "./small-dialog.tsx";
import { collectionDialog, collections } from "./store.ts";

/** Where a draft is saved: a collection or a folder in one, and its name. */
export function SaveAsDialog({ tabId }: { readonly tabId: string }) {
  const draft = useStore(drafts, ({ tabs }) => tabs.find(({ id }) => id === tabId));
  const open = useStore(collections, (state) => state.open);
  const places = open.flatMap(placesIn);
  const [folder, setFolder] = useState(places[0]?.path ?? "");
  const [name, setName] = useState(() => (draft?.kind === "request" ? suggestedName(draft) : ""));
  if (draft?.kind !== "request") return null;
  const chosen = folder || (places[0]?.path ?? "");
  const newCollection = async () => {
    const [path] = await desktop().openFiles({
      title: "An empty folder for the collection",
      kind: "folder",
      multiple: false,
    });
    if (path === undefined) return;
    await makeCollection(path, nameOf(path));
    setFolder(path);
    collectionDialog.update(() => ({ kind: "save-as", tabId }));
  };
  return (
    <SmallDialog
      title="Save request"
      action="Save"
      disabled={chosen === "" || name.trim() === ""}
      onAct={() => saveAs(draft, chosen, name.trim())}
    >
      <DialogName name={name} onChange={setName} />
      {places.length === 0 ? (
        <p className="import-note">No collection is open: make one in an empty folder.</p>
      ) : (
        <select
          className="control"
          aria-label="Folder"
          value={chosen}
          onChange={(event) => setFolder(event.target.value)}
        >
          {places.map(({ path, label }) => (
            <option key={path} value={path}>
              {label}
            </option>
          ))}
        </select>
      )}
      <div className="steps">
        <button type="button" className="control button" onClick={() => void newCollection()}>
          New collection…
        </button>
      </div>
    </SmallDialog>
  );
}
