/** Slots at most; each takes 25 bytes. */
const MOST_SLOTS = 1 << 18;
const FEWEST_SLOTS = 1 << 6;

/**
 * What was found for bodies that were just measured, in a fixed number of slots by where a body starts: the walker
 * asks for inner bodies soon after the outer one was measured. A body that lost its slot is measured again.
 */
export class BodyMemory {
  private readonly mask: number;
  private readonly starts: Float64Array;
  private readonly ends: Uint32Array;
  private readonly kinds: Uint8Array;
  private readonly costs: Float32Array;
  private readonly gaps: Float32Array;

  /** `byteLength` is that of the whole buffer: small ones need few slots. */
  constructor(byteLength: number) {
    let slots = FEWEST_SLOTS;
    while (slots < byteLength && slots < MOST_SLOTS) slots *= 2;
    this.mask = slots - 1;
    this.starts = new Float64Array(slots).fill(-1);
    this.ends = new Uint32Array(slots);
    this.kinds = new Uint8Array(slots);
    this.costs = new Float32Array(slots);
    this.gaps = new Float32Array(slots);
  }

  /** The slot of a remembered body, or -1. */
  find(start: number, end: number): number {
    const slot = start & this.mask;
    return this.starts[slot] === start && this.ends[slot] === end ? slot : -1;
  }

  /** Remembers the best reading of a body. */
  store(start: number, end: number, best: number, cost: number, gap: number): void {
    const slot = start & this.mask;
    this.starts[slot] = start;
    this.ends[slot] = end;
    this.kinds[slot] = best;
    this.costs[slot] = cost;
    this.gaps[slot] = gap;
  }

  best(slot: number): number {
    return this.kinds[slot] ?? 0;
  }

  cost(slot: number): number {
    return this.costs[slot] ?? 0;
  }

  gap(slot: number): number {
    return this.gaps[slot] ?? 0;
  }
}
