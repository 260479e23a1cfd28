import type { Finding, Span } from "../finding.ts";
import { explainDropped, explainMark } from "../wire/explain.ts";
import type { Mark, MarkList } from "../wire/marks.ts";
import { STRUCTURE_RULES } from "../wire/rules/structure.ts";
import type { Paths } from "./paths.ts";

const STRUCTURE = Object.keys(STRUCTURE_RULES);

/** Findings of the JSON text, and which findings of the bytes tell the same more exactly. */
const TOLD_BY_BYTES: Readonly<Record<string, readonly string[]>> = {
  truncated: [...STRUCTURE, "packed-item-truncated", "packed-length-not-multiple"],
  "bad-tag": STRUCTURE,
  "bad-varint": STRUCTURE,
  "bad-length": STRUCTURE,
  "bad-group": STRUCTURE,
  "too-deep": ["depth-over-100"],
  "invalid-utf8": ["utf8-invalid"],
  "unchecked-utf8": ["utf8-invalid"],
  "bad-timestamp": ["timestamp-out-of-range"],
  "bad-duration": ["duration-sign-mismatch"],
  "unresolved-any": ["any-unresolved"],
  "required-missing": ["required-missing"],
  "wrong-wire-type": ["wire-type-mismatch"],
  "unknown-field": ["unknown-field", "reserved-by-schema", "extension-range-unresolved", "map-entry-unknown"],
  "unknown-enum-number": ["enum-unknown"],
  overwritten: ["duplicate-singular", "oneof-overwritten", "message-merged", "map-duplicate-key"],
};

/** A finding, and the mark of the bytes that it puts into words. */
export interface CollectedFinding {
  readonly finding: Finding;
  readonly mark: Mark | undefined;
}

/**
 * All findings of a document: those of earlier stages first, then what the bytes show, in the order of places.
 * An earlier one is left out where a finding of the bytes tells the same.
 */
export function collectFindings(
  lists: readonly MarkList[],
  paths: Paths,
  earlier: readonly Finding[],
): readonly CollectedFinding[] {
  const own = lists
    .flatMap((list) => list.sorted())
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((mark) => ({ finding: explainMark(mark, paths.path(mark.record)), mark }));
  const kept = earlier.filter((finding) => !own.some((other) => tellsTheSame(other.finding, finding)));
  const dropped = lists.flatMap((list) => list.dropped()).map(explainDropped);
  const withoutMark = (finding: Finding) => ({ finding, mark: undefined });
  return [...kept.map(withoutMark), ...own, ...dropped.map(withoutMark)];
}

function tellsTheSame(own: Finding, earlier: Finding): boolean {
  if (own.bytes === undefined || earlier.bytes === undefined || !touch(own.bytes, earlier.bytes))
    return false;
  return own.code === earlier.code || (TOLD_BY_BYTES[earlier.code]?.includes(own.code) ?? false);
}

function touch(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
