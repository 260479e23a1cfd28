/** Taking a person to a place in a request's text. */
import { createStore } from "../state/store.ts";
import { editRequest } from "./tabs.ts";

/** A place in a request's message to go to. */
export interface Reveal {
  readonly tabId: string;
  /** UTF-16 offset in the message's text. */
  readonly start: number;
}

/** The last place to go to; every new object is a new journey. */
export const reveal = createStore<Reveal | undefined>(undefined);

/** Shows a place of a request's message in its editor. */
export function revealInRequest(tabId: string, start: number): void {
  editRequest(tabId, (draft) => ({ ...draft, requestPane: "message", messageView: "json" }));
  reveal.update(() => ({ tabId, start }));
}
