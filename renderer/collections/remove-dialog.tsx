import { remove } from "./change.ts";
import { SmallDialog } from "./small-dialog.tsx";

/** Asks before something is taken away. */
export function RemoveDialog({ path, name }: { readonly path: string; readonly name: string }) {
  return (
    <SmallDialog title={`Remove ${name}?`} action="Remove" onAct={() => remove(path)}>
      <p>It is moved out of the collection and kept; the status bar says where.</p>
      <p className="import-note mono">{path}</p>
    </SmallDialog>
  );
}
