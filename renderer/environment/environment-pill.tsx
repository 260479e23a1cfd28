import type { Environment } from "../../core/contract/environments.ts";
import { openConnection } from "../actions/connect.ts";
import { setEnvironment } from "../collections/state.ts";
import { collections } from "../collections/store.ts";
import { activeRequest } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { PopoverButton } from "../ui/popover-button.tsx";
import { editedCollection, environments } from "./store.ts";

const NO_ENVIRONMENTS: readonly Environment[] = [];

/** The environment in use: `env: staging`. Nothing while no collection is open. */
export function EnvironmentPill() {
  const saved = useStore(drafts, (state) => activeRequest(state)?.saved);
  const collection = useStore(
    collections,
    ({ open }) => open.find(({ path }) => path === saved?.collection) ?? open[0],
  );
  const path = collection?.path ?? "";
  const known = useStore(environments, (state) => state.byCollection[path] ?? NO_ENVIRONMENTS);
  if (collection === undefined) return null;
  return (
    <PopoverButton
      className="pill"
      title={`Environment of ${collection.tree?.name ?? path}`}
      label="Environment"
      panelClassName="environment-menu"
      content={(close) => (
        <ul>
          {["", ...known.map(({ name }) => name)].map((name) => (
            <li key={name}>
              <button
                type="button"
                className="menu-entry"
                aria-pressed={name === collection.environment}
                onClick={() => {
                  close();
                  chooseEnvironment(path, name);
                }}
              >
                {name || "none"}
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              className="menu-entry"
              onClick={() => {
                close();
                editedCollection.update(() => path);
              }}
            >
              Edit…
            </button>
          </li>
        </ul>
      )}
    >
      env: {collection.environment || "none"} <span aria-hidden="true">▾</span>
    </PopoverButton>
  );
}

/** Chooses an environment; the schema of the request in front is read again where its address is another now. */
function chooseEnvironment(path: string, name: string): void {
  collections.update((state) => setEnvironment(state, path, name));
  const draft = activeRequest(drafts.get());
  if ((draft?.saved?.collection ?? path) === path && draft?.connectionId.includes("{{"))
    void openConnection(draft.connectionId, draft.saved);
}

/** Opens the variables of the request in front, with those of its collection or of the first one that is open. */
export function editVariables(): void {
  const { open } = collections.get();
  const saved = activeRequest(drafts.get())?.saved;
  const collection = open.find(({ path }) => path === saved?.collection) ?? open[0];
  editedCollection.update(() => collection?.path ?? "");
}
