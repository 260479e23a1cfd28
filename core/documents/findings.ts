import type { Finding } from "../finding.ts";
import { explainDropped, explainMark } from "../wire/explain.ts";
import type { MarkList } from "../wire/marks.ts";
import type { Paths } from "./paths.ts";

/**
 * All findings of a document in the order of their places: what earlier stages found first, then what the bytes
 * show. One that an earlier stage already reported for the same bytes is not repeated.
 */
export function collectFindings(
  lists: readonly MarkList[],
  paths: Paths,
  earlier: readonly Finding[],
): readonly Finding[] {
  const reported = new Set(earlier.map(placeKey));
  const own = lists
    .flatMap((list) => list.sorted())
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((mark) => explainMark(mark, paths.path(mark.record)))
    .filter((finding) => !reported.has(placeKey(finding)));
  const dropped = lists.flatMap((list) => list.dropped()).map(explainDropped);
  return [...earlier, ...own, ...dropped];
}

function placeKey(finding: Finding): string {
  return `${finding.code}@${finding.bytes?.start ?? ""}`;
}
