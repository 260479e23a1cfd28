import type { TextPlace } from "../finding.ts";

/** Line and column of a span in a text. */
export function textPlace(text: string, start: number, end: number): TextPlace {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < start; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { start, end, line, column: start - lineStart + 1 };
}
