import type { Printer } from "./printer.ts";
import type { SourceLines } from "./source-lines.ts";

/** `reserved 1, 4 to 9;` and `reserved "name";` (identifiers in editions). */
export function printReservedStatements(
  lines: SourceLines,
  { syntax }: Printer,
  ranges: readonly string[],
  names: readonly string[],
): void {
  if (ranges.length > 0) lines.add(`reserved ${ranges.join(", ")};`);
  const written = syntax === "editions" ? names : names.map((name) => JSON.stringify(name));
  if (written.length > 0) lines.add(`reserved ${written.join(", ")};`);
}

/** `4`, `4 to 9`, `4 to max`; both ends inclusive. */
export function rangeText(start: number, last: number, max: number): string {
  if (start === last) return String(start);
  return `${start} to ${last >= max ? "max" : last}`;
}
