/** Repeated requests, one a tab. */

import type { LoadProgress, LoadReport } from "../../core/contract/load.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { createStore } from "../state/store.ts";
import { without } from "../state/without.ts";

/** A request being repeated, and what came of it. */
export interface Load {
  readonly operationId: string;
  readonly running: boolean;
  /** Calls that were asked for; absent where the time is the bound. */
  readonly count?: number | undefined;
  /** ms that were asked for; absent where the number is the bound. */
  readonly duration?: number | undefined;
  readonly progress?: LoadProgress | undefined;
  readonly report?: LoadReport | undefined;
  readonly error?: ErrorRecord | undefined;
}

/** The loads of this window, by tab. */
export const loads = createStore<Readonly<Record<string, Load>>>({});

/** Puts a load where the tab's last one was, or changes it. */
export function putLoad(tabId: string, load: Load): void {
  loads.update((state) => ({ ...state, [tabId]: load }));
}

/** Ends a load with what came of it; one that another has taken the place of is left alone. */
export function endLoad(tabId: string, operationId: string, end: Pick<Load, "report" | "error">): void {
  loads.update((state) => {
    const now = state[tabId];
    if (now?.operationId !== operationId) return state;
    return { ...state, [tabId]: { ...now, running: false, progress: undefined, ...end } };
  });
}

/** Notes how far a load is. */
export function noteLoad(progress: LoadProgress): void {
  loads.update((state) => {
    const [tabId, now] =
      Object.entries(state).find(([, one]) => one.operationId === progress.operationId) ?? [];
    return tabId === undefined || now === undefined || !now.running
      ? state
      : { ...state, [tabId]: { ...now, progress } };
  });
}

/** Forgets the load of a closed tab. */
export function dropLoad(tabId: string): void {
  loads.update((state) => without(state, tabId));
}
