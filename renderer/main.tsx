import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./styles/colours.css";
import "./styles/base.css";
import "./styles/shared.css";
import "./styles/controls.css";
import "./styles/frame.css";
import "./styles/side.css";
import "./styles/request.css";
import "./styles/message.css";
import "./styles/answer.css";
import "./styles/timeline.css";
import "./styles/compare.css";
import "./styles/health.css";
import "./styles/load.css";
import "./styles/inspector.css";
import "./styles/tree.css";
import "./styles/payload.css";
import "./styles/readings.css";
import "./styles/sizes.css";
import "./styles/diff.css";
import "./styles/menus.css";
import "./styles/match.css";
import "./styles/forms.css";
import "./styles/message-form.css";
import "./styles/overlays.css";
import "./styles/exchange.css";
import "./styles/collections.css";
import "./styles/environment.css";
import "./styles/history.css";
import "./styles/assertions.css";
import "./styles/start.css";
import "./styles/sources.css";
import "./styles/schema.css";
import "./styles/docs.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startComposer } from "./actions/compose.ts";
import { takeEvents } from "./actions/events.ts";
import { startInspector } from "./actions/inspect.ts";
import { restoreSession, startReopening, startSaving } from "./actions/persist.ts";
import { recoverFromLoss } from "./actions/recover.ts";
import { App } from "./app.tsx";
import { startChecking } from "./assertions/results.ts";
import { startCollections } from "./collections/actions.ts";
import { startKeepingEdits } from "./edit/keep.ts";
import { loadMonaco } from "./editor/load-monaco.ts";
import { startEngineLink } from "./engine/link.ts";
import { restoreSecrets, startSecrets } from "./environment/secrets.ts";
import { startEnvironments } from "./environment/store.ts";
import { startHealthWatch } from "./health/watch.ts";
import { listenToWindow } from "./keys/listen.ts";
import { startWatching } from "./schema/watching.ts";
import { startFollowing } from "./timeline/follow.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no place for the window.");

startEngineLink({ onEvents: takeEvents, onLost: recoverFromLoss });
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
listenToWindow();

/** What is sent first may need a secret already. */
async function restore(): Promise<void> {
  await restoreSession();
  await restoreSecrets();
}

void restore().finally(() => {
  startSaving();
  startSecrets();
  startEnvironments();
  startChecking();
  startComposer();
  startInspector();
  startKeepingEdits();
  startReopening();
  startHealthWatch();
  startCollections();
  startWatching();
  startFollowing();
});
requestAnimationFrame(() => setTimeout(() => void loadMonaco()));
