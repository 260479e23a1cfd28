/** Gathers events so that a fast stream costs one message a batch instead of one a message. */

/** A batch goes out when it holds this many items … */
export const BATCH_LENGTH = 512;
/** … or when its first item has waited this long, in ms. */
const BATCH_DELAY = 8;

/** Takes items one at a time and hands them on in order, many at once. */
export interface Batch<T> {
  add(item: T): void;
  /** Hands on what is waiting, at once. */
  flush(): void;
  /** Drops what is waiting; later items are ignored. */
  close(): void;
}

/** A batch of at most `BATCH_LENGTH` items, none of which waits longer than `BATCH_DELAY`. */
export function createBatch<T>(deliver: (items: readonly T[]) => void): Batch<T> {
  let waiting: T[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;

  function flush(): void {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const items = waiting;
    waiting = [];
    deliver(items);
  }

  return {
    flush,
    add(item) {
      if (closed) return;
      waiting.push(item);
      if (waiting.length >= BATCH_LENGTH) flush();
      else timer ??= setTimeout(flush, BATCH_DELAY);
    },
    close() {
      closed = true;
      waiting = [];
      if (timer !== undefined) clearTimeout(timer);
    },
  };
}
