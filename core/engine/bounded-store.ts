/** Values under an id, bounded by count and by weight: the longest unused one goes first. */

/** The bounds of a store; weights are bytes. */
export interface StoreBounds {
  readonly maximumCount: number;
  readonly maximumWeight: number;
}

/** A map whose oldest values make room for new ones. Reading a value makes it the youngest. */
export interface BoundedStore<Value> {
  /** Adds a value. It stays even if it alone exceeds the bounds: the one just made can always be looked at. */
  add(id: string, value: Value, weight: number): void;
  get(id: string): Value | undefined;
  delete(id: string): boolean;
  clear(): void;
  readonly count: number;
  readonly weight: number;
}

/** An empty store. `onRelease` hears of every value that leaves, however it leaves. */
export function createBoundedStore<Value>(
  bounds: StoreBounds,
  onRelease: (value: Value) => void = () => undefined,
): BoundedStore<Value> {
  // A Map keeps insertion order, so its first key is the longest unused.
  const entries = new Map<string, { readonly value: Value; readonly weight: number }>();
  let totalWeight = 0;

  function remove(id: string): boolean {
    const entry = entries.get(id);
    if (entry === undefined) return false;
    entries.delete(id);
    totalWeight -= entry.weight;
    onRelease(entry.value);
    return true;
  }

  return {
    add(id, value, weight) {
      remove(id);
      entries.set(id, { value, weight });
      totalWeight += weight;
      for (const oldest of entries.keys()) {
        const fits = entries.size <= bounds.maximumCount && totalWeight <= bounds.maximumWeight;
        if (fits || oldest === id) break;
        remove(oldest);
      }
    },
    get(id) {
      const entry = entries.get(id);
      if (entry === undefined) return undefined;
      entries.delete(id);
      entries.set(id, entry);
      return entry.value;
    },
    delete: remove,
    clear() {
      for (const id of [...entries.keys()]) remove(id);
    },
    get count() {
      return entries.size;
    },
    get weight() {
      return totalWeight;
    },
  };
}
