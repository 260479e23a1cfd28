/** Comparisons, one a tab. */

import type { Comparison } from "../../core/contract/compare.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { createStore } from "../state/store.ts";
import { without } from "../state/without.ts";

/** A comparison of a tab, and what came of it. */
export interface Comparing {
  readonly operationId: string;
  readonly running: boolean;
  /** Where it is: `compared 12 of 200`. */
  readonly stage: string;
  readonly result?: Comparison | undefined;
  readonly error?: ErrorRecord | undefined;
}

/** The comparisons of this window, by tab. */
export const comparisons = createStore<Readonly<Record<string, Comparing>>>({});

/** Changes the comparison of a tab. */
export function changeComparing(tabId: string, change: Partial<Comparing>): void {
  comparisons.update((state) => {
    const now = state[tabId] ?? { operationId: "", running: false, stage: "" };
    return { ...state, [tabId]: { ...now, ...change } };
  });
}

/** Notes where a comparison is. */
export function noteComparing(operationId: string, stage: string): void {
  comparisons.update((state) => {
    const [tabId, now] = Object.entries(state).find(([, one]) => one.operationId === operationId) ?? [];
    return tabId === undefined || now === undefined || !now.running
      ? state
      : { ...state, [tabId]: { ...now, stage } };
  });
}

/** Forgets the comparison of a closed tab. */
export function dropComparing(tabId: string): void {
  comparisons.update((state) => without(state, tabId));
}
