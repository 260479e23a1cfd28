import type { NextStep } from "./next-step.ts";

/** Diagnostics are values: malformed input yields findings with a place and a hint, never an exception. */

/** How bad it is: `error` is refused or loses data, `warning` is accepted but doubtful, `information` is worth knowing, `hint` has a one-step fix. */
export type Severity = "error" | "warning" | "information" | "hint";

/** A half-open range of byte offsets, or of UTF-16 offsets into a text; the owner says which. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a text. `line` and `column` count from 1 (column in UTF-16 units); the span is in UTF-16 offsets. */
export interface TextPlace extends Span {
  readonly line: number;
  readonly column: number;
}

/** One diagnostic. At most one of `text` and `bytes` is set; `path` is a JSON path (`inputs[0].image`) or a wire path (`3[1].2`). */
export interface Finding {
  /** Stable kebab-case identifier, such as `unknown-field`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, where, and what was expected. */
  readonly message: string;
  /** The message without the place that it begins with, for who shows the place beside it; absent where it begins with none. */
  readonly statement?: string;
  /** One sentence: what to do next. */
  readonly hint?: string;
  /** The same as something a face can do at once. */
  readonly steps?: readonly NextStep[];
  readonly path?: string;
  readonly text?: TextPlace;
  readonly bytes?: Span;
  /** The file the finding is in, when it came from one. */
  readonly file?: string;
}

/** A message that begins with its place, such as `api.proto, line 2, column 3: `; an empty place is none. */
export function placedMessage(place: string, statement: string): Pick<Finding, "message" | "statement"> {
  return place === "" ? { message: statement } : { message: `${place}${statement}`, statement };
}

/** A typed outcome: either a value (with findings that did not prevent it), or the findings that did. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };
