/** What changed in each connection's schema since it was read before. */
import type { BodyCheck, ChangeCounts, SavedCheck } from "../../../core/contract/schema.ts";
import { createStore } from "../../state/store.ts";

/** A schema that is another one than before, and what that means for what was typed. */
export interface Drift {
  /** Both are open in the engine. */
  readonly beforeId: string;
  readonly afterId: string;
  /** When the old one was last seen, ISO 8601; absent when that was in this session. */
  readonly since?: string;
  readonly counts: ChangeCounts;
  /** Open requests that fitted the old schema and do not fit the new one; `id` is the tab's. */
  readonly drafts: readonly BodyCheck[];
  /** The same for saved requests of the collections that are open. */
  readonly saved: readonly SavedCheck[];
  /** True once a person looked at it or put the notice away. */
  readonly isSeen: boolean;
}

/** By connection. */
export const drifts = createStore<Readonly<Record<string, Drift>>>({});

/** Keeps a drift in place of an older one. */
export function putDrift(connectionId: string, drift: Drift): void {
  drifts.update((state) => ({ ...state, [connectionId]: drift }));
}

/** The notice is put away; the changes stay to be looked at. */
export function markSeen(connectionId: string): void {
  drifts.update((state) => {
    const drift = state[connectionId];
    return drift === undefined || drift.isSeen
      ? state
      : { ...state, [connectionId]: { ...drift, isSeen: true } };
  });
}
