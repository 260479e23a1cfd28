/**
 * Keeps one `Int32Array` between runs: a fresh one costs more than encoding a small message. The codec is synchronous, so
 * one is enough; a run inside a run finds none and makes its own.
 */
export class SpareArray {
  private readonly size: number;
  private spare: Int32Array | undefined;

  /** Takes the length of the arrays, in elements. */
  constructor(size: number) {
    this.size = size;
  }

  /** An array with whatever numbers it had before. */
  take(): Int32Array {
    const array = this.spare ?? new Int32Array(this.size);
    this.spare = undefined;
    return array;
  }

  /** Gives an array back. One that has grown is dropped. */
  give(array: Int32Array): void {
    if (array.length === this.size) this.spare = array;
  }
}
