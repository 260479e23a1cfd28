/** The live encoding of the message that is shown in each tab. */

import type { Composition, DocumentSummary } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { without } from "./without.ts";

/** What became of the text of one message. */
export interface Composed {
  /** Names the schema, type and text it was made of; see `compositionKey`. */
  readonly key: string;
  readonly composition?: Composition;
  /** The engine could not be asked, or the type is not in the schema any more. */
  readonly error?: ErrorRecord;
  /** The last document there was: shown, dimmed, while the text does not encode. */
  readonly lastDocument?: DocumentSummary;
}

/** One entry a tab. */
export type CompositionsState = Readonly<Record<string, Composed>>;

/** Takes the newest outcome for a tab. */
export function putComposition(
  state: CompositionsState,
  tabId: string,
  key: string,
  outcome: { readonly composition: Composition } | { readonly error: ErrorRecord },
): CompositionsState {
  const document = "composition" in outcome ? outcome.composition.document : undefined;
  const lastDocument = document ?? state[tabId]?.lastDocument;
  const composed: Composed = { key, ...outcome, ...(lastDocument === undefined ? {} : { lastDocument }) };
  return { ...state, [tabId]: composed };
}

/** Forgets a tab's encoding. */
export function dropComposition(state: CompositionsState, tabId: string): CompositionsState {
  return without(state, tabId);
}
