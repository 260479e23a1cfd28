/** Thousands of small files, read one behind the other. */
import { readFileSync, readFile as readWithCallback } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { promisify } from "node:util";

/** ms that a read may take on this thread, how many may take longer, and how long others wait for their turn. */
const quickRead = 2;
const maximumSlow = 16;
const longestTurn = 8;

/** Less than half the cost of the one that is made of promises. */
export const readFile: (file: string) => Promise<Buffer> = promisify(readWithCallback);

/**
 * Reads on this thread while the disk is quick, which costs a fifth of a way through other threads; where files are
 * slow to come (a share on the network), they are asked for at the same time instead.
 */
export class SmallFiles {
  #slowCount = 0;
  #turn = performance.now();

  /** The bytes of a file. Rejects with what the file system says. */
  async read(file: string): Promise<Buffer> {
    if (this.#slowCount >= maximumSlow) return await readFile(file);
    const start = performance.now();
    try {
      return readFileSync(file);
    } finally {
      if (performance.now() - start > quickRead) this.#slowCount++;
    }
  }

  /** Lets others have their turn when it is time for that; to be awaited every few dozen files. */
  async breathe(): Promise<void> {
    if (performance.now() - this.#turn < longestTurn) return;
    await setImmediate();
    this.#turn = performance.now();
  }
}
