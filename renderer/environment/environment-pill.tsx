import { useRef, useState } from "react";
import type { Environment } from "../../core/contract/environments.ts";
import { openConnection } from "../actions/connect.ts";
import { setEnvironment } from "../collections/state.ts";
import { collections } from "../collections/store.ts";
import { activeRequest } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { Popover } from "../ui/popover.tsx";
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
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (collection === undefined) return null;
  return (
    <div className="environment-place">
      <button
        ref={button}
        type="button"
        className="pill"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={`Environment of ${collection.tree?.name ?? path}`}
        onClick={() => setOpen(!open)}
      >
        env: {collection.environment || "none"} <span aria-hidden="true">▾</span>
      </button>
      {open ? (
        <Popover
          label="Environment"
          anchor={button}
          className="environment-menu"
          onClose={() => setOpen(false)}
        >
          <ul>
            {["", ...known.map(({ name }) => name)].map((name) => (
              <li key={name}>
                <button
                  type="button"
                  className="menu-entry"
                  aria-pressed={name === collection.environment}
                  onClick={() => {
                    setOpen(false);
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
                  setOpen(false);
                  editedCollection.update(() => path);
                }}
              >
                Edit…
              </button>
            </li>
          </ul>
        </Popover>
      ) : null}
    </div>
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
