/** Work that is asked for again while it runs: once more is enough, however often it was asked. Pure. */

/**
 * The same work by key, never twice at a time. Who asks while it runs waits for another turn, which begins when the one
 * that runs has ended: what was asked about then is in it.
 */
export function onePerKey(work: (key: string) => Promise<void>): (key: string) => Promise<void> {
  const running = new Map<string, { next: Promise<void> | undefined; readonly now: Promise<void> }>();

  function begin(key: string): Promise<void> {
    const now = work(key).finally(() => {
      if (running.get(key)?.next === undefined) running.delete(key);
    });
    running.set(key, { now, next: undefined });
    return now;
  }

  return (key) => {
    const known = running.get(key);
    if (known === undefined) return begin(key);
    known.next ??= known.now.catch(() => undefined).then(() => begin(key));
    return known.next;
  };
}
