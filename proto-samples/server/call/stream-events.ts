import type { Readable, Writable } from "node:stream";

/** The next of some events of a stream. Rejects with the signal's reason, or the stream's error. Leaves no listener. */
function nextEvent(
  stream: Readable | Writable,
  names: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void): void => {
      for (const name of names) stream.off(name, arrived);
      stream.off("error", failed);
      signal.removeEventListener("abort", aborted);
      settle();
    };
    const arrived = (): void => finish(resolve);
    const failed = (error: unknown): void => finish(() => reject(error));
    const aborted = (): void => finish(() => reject(signal.reason));
    for (const name of names) stream.on(name, arrived);
    stream.on("error", failed);
    signal.addEventListener("abort", aborted);
    if (signal.aborted) aborted();
  });
}

/** What a stream delivers, one by one, without destroying it when the reader stops early. */
export async function* readAll(stream: Readable, signal: AbortSignal): AsyncIterable<Buffer> {
  for (;;) {
    signal.throwIfAborted();
    const chunk = stream.read() as Buffer | null;
    if (chunk !== null) yield chunk;
    else if (stream.readableEnded || stream.destroyed) return;
    else await nextEvent(stream, ["readable", "end", "close"], signal);
  }
}

/** Writes and resolves when the stream can take more. */
export async function writeOne(stream: Writable, chunk: Uint8Array, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (!stream.write(chunk)) await nextEvent(stream, ["drain", "close"], signal);
}
