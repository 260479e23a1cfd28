import { useSyncExternalStore } from "react";
import type { Store } from "./store.ts";

/** The part of a store a component shows. `select` must answer the same reference for the same state. */
export function useStore<State, Part>(store: Store<State>, select: (state: State) => Part): Part {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
