/** Reading a symbol's source without leaving what one is doing. */
import { createStore } from "../state/store.ts";

/** A symbol of an open schema. */
export interface Described {
  readonly schemaId: string;
  readonly symbol: string;
}

/** The symbol whose source is shown over the window, if any. */
export const described = createStore<Described | undefined>(undefined);

/** Shows the `.proto` source of a symbol. */
export function openDescription(schemaId: string, symbol: string): void {
  described.update(() => ({ schemaId, symbol }));
}

/** Puts the source away. */
export function closeDescription(): void {
  described.update(() => undefined);
}
