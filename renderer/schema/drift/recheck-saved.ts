/** Saved requests looked at again when their collection changed: a mark goes once its request fits. */
import type { SavedCheck } from "../../../core/contract/schema.ts";
import { isWithin } from "../../collections/state.ts";
import { engine } from "../../engine/link.ts";
import { type Drift, drifts } from "./drifts.ts";
import { unfitSaved, wasLookedAt } from "./find-unfit.ts";

const running = new Set<string>();
const again = new Set<string>();

/** Checks the collection in the folder `path` against every schema that changed. News during a check lead to one more. */
export async function recheckSaved(path: string): Promise<void> {
  if (running.has(path)) {
    again.add(path);
    return;
  }
  running.add(path);
  try {
    do {
      again.delete(path);
      for (const connectionId of Object.keys(drifts.get())) await recheck(connectionId, path);
    } while (again.has(path));
  } catch {
    // The engine was started again: the schemas compared are gone, and the marks stay as they were.
  } finally {
    running.delete(path);
  }
}

/** A collection that was closed has no marks. */
export function forgetSaved(path: string): void {
  for (const connectionId of Object.keys(drifts.get())) putSaved(connectionId, path, []);
}

async function recheck(connectionId: string, path: string): Promise<void> {
  const drift = drifts.get()[connectionId];
  if (drift === undefined) return;
  const saved = await stillUnfit(path, drift);
  if (drifts.get()[connectionId]?.afterId === drift.afterId) putSaved(connectionId, path, saved);
}

/** Looks at marked requests alone, once all were looked at; one that was moved meanwhile is found among all again. */
async function stillUnfit(path: string, { beforeId, afterId, saved }: Drift): Promise<readonly SavedCheck[]> {
  const one = await engine();
  if (wasLookedAt(path, afterId)) {
    const files = saved.map(({ file }) => file).filter((file) => isWithin(file, path));
    const now = files.length === 0 ? [] : await one.checkCollection({ schemaId: afterId, path, files });
    if (now.length === files.length) return now.filter(({ outcome }) => outcome !== "fits");
  }
  return await unfitSaved(one, path, beforeId, afterId);
}

function putSaved(connectionId: string, path: string, saved: readonly SavedCheck[]): void {
  drifts.update((state) => {
    const drift = state[connectionId];
    if (drift === undefined) return state;
    const others = drift.saved.filter(({ file }) => !isWithin(file, path));
    return { ...state, [connectionId]: { ...drift, saved: [...others, ...saved] } };
  });
}
