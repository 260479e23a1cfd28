import type { Severity } from "../finding.ts";
import type { MarkValue } from "./marks.ts";

/** What a rule has to word a finding with. */
export interface RuleContext {
  /** `field 3[1].2`, `outputs[0].id` or `the message`. */
  readonly subject: string;
  /** Where it starts, in both bases: `0x0e (14)`. */
  readonly at: string;
  readonly start: number;
  readonly end: number;
  readonly values: readonly MarkValue[];
}

/** How one finding code is worded. The same words serve the window and the terminal. */
export interface Rule {
  readonly severity: Severity | ((values: readonly MarkValue[]) => Severity);
  /** The short form behind the code: `missing 3`. */
  readonly detail?: (values: readonly MarkValue[]) => string;
  /** One sentence: what was read, where, and what was expected; who accepts it, where parsers differ. */
  readonly message: (context: RuleContext) => string;
  /** What to do next. */
  readonly hint?: string;
}

/** `1 byte`, `3 bytes`. */
export function byteCount(count: MarkValue | undefined): string {
  return `${count ?? 0} ${Number(count) === 1 ? "byte" : "bytes"}`;
}

/** An offset in both bases: `0x0e (14)`. */
export function offsetText(offset: number): string {
  return `0x${offset.toString(16).padStart(2, "0")} (${offset})`;
}
