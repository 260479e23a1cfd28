/** Ports that are tried above the first one before giving up. */
const MOST_TRIES = 100;

/**
 * Binds to a free port, or to the first free one from `from` up. `bind` resolves to the port and rejects with
 * `EADDRINUSE` (or a text that names it) when it is taken; any other failure is passed on.
 */
export async function bindFree(
  from: number | undefined,
  bind: (port: number) => Promise<number>,
): Promise<number> {
  if (from === undefined) return bind(0);
  for (let port = from; port < Math.min(from + MOST_TRIES, 65_536); port += 1) {
    try {
      return await bind(port);
    } catch (thrown) {
      if (!isTaken(thrown)) throw thrown;
    }
  }
  throw new Error(`No port from ${from} to ${Math.min(from + MOST_TRIES, 65_536) - 1} is free on 127.0.0.1.`);
}

function isTaken(thrown: unknown): boolean {
  return (
    thrown instanceof Error && /EADDRINUSE/.test(`${thrown.message} ${String(Reflect.get(thrown, "code"))}`)
  );
}
