import { desktop } from "../engine/desktop.ts";
import { EnvironmentPill } from "../environment/environment-pill.tsx";
import { overlay } from "../state/stores.ts";
import { ConnectionPill } from "./connection-pill.tsx";

/** The top line: name, the way to everything, where one is connected. */
export function Header() {
  return (
    <header className="header">
      <h1 className="brand">Byteglass</h1>
      <button
        type="button"
        className="search"
        aria-haspopup="dialog"
        onClick={() => overlay.update(() => "palette")}
      >
        <span>Search requests, methods, messages, actions</span>
        <kbd>{desktop().platform === "darwin" ? "⌘ K" : "Ctrl K"}</kbd>
      </button>
      <div className="header-end">
        <EnvironmentPill />
        <ConnectionPill />
      </div>
    </header>
  );
}
