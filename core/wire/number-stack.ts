/** A stack of 32-bit numbers that grows without a bound of its own; its depth is bounded by the records. */
export class NumberStack {
  private values = new Int32Array(64);
  private depth = 0;

  push(value: number): void {
    if (this.depth === this.values.length) {
      const grown = new Int32Array(this.depth * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.depth] = value;
    this.depth++;
  }

  /** The value pushed last; 0 when there is none. */
  pop(): number {
    if (this.depth === 0) return 0;
    this.depth--;
    return this.values[this.depth] ?? 0;
  }

  /** The numbers on the stack, the oldest first: a copy. */
  toArray(): Int32Array {
    return this.values.slice(0, this.depth);
  }

  /** Puts these numbers on the stack in place of what is there. */
  fill(values: Int32Array): void {
    this.values = new Int32Array(Math.max(64, 2 * values.length));
    this.values.set(values);
    this.depth = values.length;
  }
}
