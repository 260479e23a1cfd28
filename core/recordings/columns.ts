/** Numbers in columns that grow without being copied: a million events cost a few typed arrays, ten events a few bytes. */

/** Entries of one segment. */
const SEGMENT = 65_536;
/** Bytes that the first segment starts with, which is what needs no memory of its own; it doubles until it is whole. */
const FIRST = 64;

type NumberArray = Float64Array | Uint32Array | Uint8Array;

/** A list of numbers of one width. Reading beyond its end answers 0. */
export class Column<Values extends NumberArray> {
  readonly #make: (length: number) => Values;
  readonly #width: number;
  readonly #segments: Values[] = [];
  #length = 0;

  /** `width` is the size of a number in bytes. */
  constructor(width: number, make: (length: number) => Values) {
    this.#width = width;
    this.#make = make;
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    const at = this.#length % SEGMENT;
    const segment = this.#room(at);
    segment[at] = value;
    this.#length++;
  }

  /** The last segment, with room at `at`. */
  #room(at: number): Values {
    const last = this.#segments.at(-1);
    if (last !== undefined && at > 0 && at < last.length) return last;
    const isFirst = this.#length < SEGMENT;
    const made = this.#make(isFirst ? Math.max(FIRST / this.#width, at * 2) : SEGMENT);
    if (isFirst && last !== undefined) {
      made.set(last);
      this.#segments.pop();
    }
    this.#segments.push(made);
    return made;
  }

  get(index: number): number {
    return this.#segments[Math.floor(index / SEGMENT)]?.[index % SEGMENT] ?? 0;
  }
}

/** Times, places in a file: exact to 2^53. */
export function float64Column(): Column<Float64Array> {
  return new Column(8, (length) => new Float64Array(length));
}

/** Counts and lengths below 2^32. */
export function uint32Column(): Column<Uint32Array> {
  return new Column(4, (length) => new Uint32Array(length));
}

/** Small codes. */
export function uint8Column(): Column<Uint8Array> {
  return new Column(1, (length) => new Uint8Array(length));
}
