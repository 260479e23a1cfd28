/** A long text shown a page at a time. Offsets and lengths in UTF-16 units. */
import type { Span } from "../../core/finding.ts";

/** Texts from this length on are paged: an editor would hold several times as much memory. */
export const PAGED_FROM = 5_000_000;
/** Length of one page. */
export const PAGE_LENGTH = 400_000;

/** How many pages a text has. */
export function pageCount(length: number): number {
  return Math.max(1, Math.ceil(length / PAGE_LENGTH));
}

/** The page an offset is on. */
export function pageOf(offset: number): number {
  return Math.floor(offset / PAGE_LENGTH);
}

/** The part of a span that is on a page, in the page's own offsets. */
export function spanOnPage(span: Span | undefined, page: number): Span | undefined {
  if (span === undefined) return undefined;
  const start = Math.max(0, span.start - page * PAGE_LENGTH);
  const end = Math.min(PAGE_LENGTH, span.end - page * PAGE_LENGTH);
  return end > start ? { start, end } : undefined;
}
