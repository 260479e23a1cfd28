/** What the engine made of each loose payload. */

import type { DocumentSummary } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { without } from "./without.ts";

/** One payload as far as it has been read. */
export interface Payload {
  /** Names the input and schema it was made of. */
  readonly key: string;
  readonly phase: "reading" | "ready" | "failed";
  readonly document?: DocumentSummary;
  readonly error?: ErrorRecord;
}

/** One entry a tab. */
export type PayloadsState = Readonly<Record<string, Payload>>;

/** A reading begins; what was there stays on the screen meanwhile. */
export function beginPayload(state: PayloadsState, tabId: string, key: string): PayloadsState {
  const document = state[tabId]?.document;
  return { ...state, [tabId]: { key, phase: "reading", ...(document === undefined ? {} : { document }) } };
}

/** Takes the outcome of the newest reading; an older one is ignored. */
export function finishPayload(
  state: PayloadsState,
  tabId: string,
  key: string,
  outcome: { readonly document: DocumentSummary } | { readonly error: ErrorRecord },
): PayloadsState {
  if (state[tabId]?.key !== key) return state;
  const phase = "document" in outcome ? "ready" : "failed";
  return { ...state, [tabId]: { key, phase, ...outcome } };
}

/** Forgets a tab's payload. */
export function dropPayload(state: PayloadsState, tabId: string): PayloadsState {
  return without(state, tabId);
}
