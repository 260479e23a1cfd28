/** State outside React: one immutable value, replaced as a whole, with listeners. */

/** Removes the listener it came with. */
export type Unsubscribe = () => void;

/** A value over time. `update` with a function that answers the same value notifies nobody. */
export interface Store<State> {
  get(): State;
  update(change: (state: State) => State): void;
  subscribe(listener: () => void): Unsubscribe;
}

/** A store that starts at `initial`. Listeners run synchronously, in the order they subscribed. */
export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    update(change) {
      const next = change(state);
      if (Object.is(next, state)) return;
      state = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
