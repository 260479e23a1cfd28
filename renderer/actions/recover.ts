/** The engine's process ended: what it held is gone, what was typed is not. */
import { forgetSchemas } from "../state/connections.ts";
import { loseRuns } from "../state/runs.ts";
import { compositions, connections, payloads, runs, sample, selections } from "../state/stores.ts";
import { notify } from "./notify.ts";

/** Forgets what the old engine held; schemas, encodings and payloads are read again by themselves. */
export function recoverFromLoss(): void {
  sample.update((state) => ({ ...state, phase: "stopped" }));
  runs.update(loseRuns);
  compositions.update(() => ({}));
  payloads.update(() => ({}));
  selections.update(() => ({}));
  connections.update(forgetSchemas);
  notify("The engine stopped and is started again. Nothing that was typed is lost.", "warning");
}
