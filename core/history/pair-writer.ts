/** Two files that grow together: details first, for an index line without them would lead nowhere. */
import { promises } from "node:fs";

/** A pair that is open for writing. */
export class PairWriter {
  readonly #details: promises.FileHandle;
  readonly #index: promises.FileHandle;
  #detailsLength = 0;
  #indexLength = 0;

  private constructor(details: promises.FileHandle, index: promises.FileHandle) {
    this.#details = details;
    this.#index = index;
  }

  /** Makes both files, which must not be there. */
  static async open(details: string, index: string): Promise<PairWriter> {
    const first = await promises.open(details, "wx", 0o600);
    try {
      return new PairWriter(first, await promises.open(index, "wx", 0o600));
    } catch (thrown) {
      await first.close();
      throw thrown;
    }
  }

  get detailsLength(): number {
    return this.#detailsLength;
  }

  /** Bytes of both. */
  get byteLength(): number {
    return this.#detailsLength + this.#indexLength;
  }

  async append(details: Buffer, index: Buffer): Promise<void> {
    await this.#details.writeFile(details);
    this.#detailsLength += details.length;
    await this.#index.writeFile(index);
    this.#indexLength += index.length;
  }

  /** Flushes and closes both. */
  async close(): Promise<void> {
    for (const handle of [this.#details, this.#index]) {
      try {
        await handle.datasync();
      } finally {
        await handle.close();
      }
    }
  }
}
