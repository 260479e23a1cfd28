import type { Kind } from "../wire/kinds.ts";

/** One way to read a LEN body, with its description length. */
export interface Reading {
  readonly kind: Kind;
  /** `text`, `message`, `broken message`, `packed varint`, `packed 32`, `packed 64`, `bytes`. */
  readonly name: string;
  /** Bits; lower is likelier. */
  readonly cost: number;
}

/** All readings of one body, the likeliest first. */
export interface Ranking {
  readonly readings: readonly Reading[];
  /** Bits between the first and the second; infinite when there is only one. */
  readonly gap: number;
  /** Why it cannot be a message, as far as it was read: `field number 0 at 2`. Empty when it can. */
  readonly refusal: string;
}

/** How sure a ranking is. Measured: above 20 bits 0.5 % are wrong, above 8 bits 6 %. */
export type Confidence = "sure" | "probable" | "ambiguous";

/** The confidence that a gap gives. */
export function confidenceOf(gap: number): Confidence {
  if (gap >= 20) return "sure";
  return gap >= 8 ? "probable" : "ambiguous";
}
