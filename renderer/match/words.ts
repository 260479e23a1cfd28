/** A match in words. Pure. */
import type { TypeMatch } from "../../core/contract/match.ts";

/** `4 of 4 fields known, 9 declared; unknown-field`. */
export function matchWords(match: TypeMatch): string {
  const { knownFieldCount: known, unknownFieldCount: unknown, declaredFieldCount, doubts } = match;
  const fields = `${known} of ${known + unknown} ${known + unknown === 1 ? "field" : "fields"} known`;
  const doubt = doubts.length === 0 ? "" : `; ${doubts.slice(0, 4).join(", ")}`;
  return `${fields}, ${declaredFieldCount} declared${doubt}`;
}
