import { useStore } from "../state/use-store.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { NameDialog } from "./name-dialog.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { SaveAsDialog } from "./save-as-dialog.tsx";
import { collectionDialog } from "./store.ts";

/** The dialogue of the Requests tree that is open. */
export function CollectionDialogs() {
  const dialog = useStore(collectionDialog, (state) => state);
  if (dialog === undefined) return null;
  switch (dialog.kind) {
    case "save-as":
      return <SaveAsDialog tabId={dialog.tabId} />;
    case "conflict":
      return <ConflictDialog conflict={dialog.conflict} />;
    case "name":
      return <NameDialog key={dialog.path} purpose={dialog.purpose} path={dialog.path} name={dialog.name} />;
    case "remove":
      return <RemoveDialog path={dialog.path} name={dialog.name} />;
  }
}
