import type { Finding, Span } from "../../core/finding.ts";

/**
 * Where the finding after (1) or before (−1) a place stands, in the order of the bytes and around their ends; undefined
 * where no finding has a place.
 */
export function nextFinding(
  findings: readonly Finding[],
  from: number | undefined,
  step: 1 | -1,
): Span | undefined {
  const places = findings
    .flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes]))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  if (from === undefined) return step === 1 ? places[0] : places.at(-1);
  if (step === 1) return places.find(({ start }) => start > from) ?? places[0];
  return places.findLast(({ start }) => start < from) ?? places.at(-1);
}
