import { HistoryPanel } from "../history/history-panel.tsx";
import type { SidePanel } from "../state/layout.ts";
import { layout } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { RequestList } from "./request-list.tsx";
import { SchemaPanel } from "./schema-panel.tsx";

const PANELS: readonly { readonly id: SidePanel; readonly label: string }[] = [
  { id: "requests", label: "Requests" },
  { id: "schema", label: "Schema" },
  { id: "history", label: "History" },
];

/** The left column: what is open, and what can be called. */
export function Side() {
  const panel = useStore(layout, (state) => state.sidePanel);
  return (
    <div className="side">
      <div role="tablist" aria-label="Sidebar" className="side-tabs">
        {PANELS.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            role="tab"
            aria-selected={panel === id}
            aria-controls="side-panel"
            className="side-tab"
            onClick={() => layout.update((state) => ({ ...state, sidePanel: id }))}
          >
            {label}
          </button>
        ))}
      </div>
      <div id="side-panel" role="tabpanel" aria-label={panel} className="side-panel">
        {panel === "requests" ? <RequestList /> : panel === "schema" ? <SchemaPanel /> : <HistoryPanel />}
      </div>
    </div>
  );
}
