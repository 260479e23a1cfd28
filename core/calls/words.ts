/** What is said of a status beyond its code. */
import type { NextStep } from "../next-step.ts";

/** Sentences in place of the code's own, and what can be done at once. */
export interface Words {
  readonly explanation?: string;
  readonly hint?: string;
  readonly steps?: readonly NextStep[];
}

/** `250 ms`, `5 s`. */
export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${milliseconds / 1000} s`;
}
