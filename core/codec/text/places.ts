import type { TextPlace } from "../../finding.ts";

/** Line and column of spans, which must be sorted by start, in one pass over the text. */
export function placesOf(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): TextPlace[] {
  let line = 1;
  let lineStart = 0;
  let scanned = 0;
  return spans.map(({ start, end }) => {
    for (let at = text.indexOf("\n", scanned); at >= 0 && at < start; at = text.indexOf("\n", at + 1)) {
      line += 1;
      lineStart = at + 1;
    }
    scanned = start;
    return { start, end, line, column: start - lineStart + 1 };
  });
}
