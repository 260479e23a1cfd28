import { readFileSync, statSync } from "node:fs";
import type { TextPlace } from "../../finding.ts";

/** Larger files are not read again for the sake of an offset. */
const maxByteLength = 16 * 1024 * 1024;

/** The compiler counts a tab as a step to the next column that is one more than a multiple of 8. */
const tabWidth = 8;

/**
 * The place of a compiler's line and column (both from 1, tabs expanded) in a file, with true columns and offsets.
 * The span covers the word that starts there. Absent when the file cannot be read or has no such line.
 */
export function textPlaceIn(path: string, line: number, column: number): TextPlace | undefined {
  const text = readText(path);
  if (text === undefined) return undefined;
  let lineStart = 0;
  for (let current = 1; current < line; current += 1) {
    const end = text.indexOf("\n", lineStart);
    if (end < 0) return undefined;
    lineStart = end + 1;
  }
  const start = lineStart + offsetInLine(text, lineStart, column);
  const word = /^(?:"[^"\n]*"|[\w.]+|\S)/.exec(text.slice(start, start + 256))?.[0] ?? "";
  return { line, column: start - lineStart + 1, start, end: start + word.length };
}

function offsetInLine(text: string, lineStart: number, column: number): number {
  let width = 0;
  let offset = 0;
  while (width < column - 1 && text[lineStart + offset] !== undefined && text[lineStart + offset] !== "\n") {
    width = text[lineStart + offset] === "\t" ? width + tabWidth - (width % tabWidth) : width + 1;
    offset += 1;
  }
  return offset;
}

function readText(path: string): string | undefined {
  try {
    return statSync(path).size > maxByteLength ? undefined : readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
