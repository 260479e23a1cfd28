/** Which rows of a long list are on the screen. Pure arithmetic; heights and offsets in CSS pixels. */

/** Browsers stop laying out elements somewhere above 33 million pixels; taller lists are scrolled in proportion. */
export const MAX_HEIGHT = 12_000_000;

/** The rows to draw and where. */
export interface RowWindow {
  /** First row to draw, and the one after the last. */
  readonly start: number;
  readonly end: number;
  /** Where the block of drawn rows begins, from the top of the scrolled content. */
  readonly top: number;
  /** Height of the scrolled content. */
  readonly height: number;
}

/** The shape of a list and of what shows it. */
export interface RowGeometry {
  readonly count: number;
  readonly rowHeight: number;
  /** Height of the visible part. */
  readonly viewport: number;
}

const OVERSCAN = 4;

function contentHeight({ count, rowHeight }: RowGeometry): number {
  return Math.min(MAX_HEIGHT, count * rowHeight);
}

/** Real pixels a pixel of the scroll bar stands for: 1 unless the list is taller than `MAX_HEIGHT`. */
function scrollScale(geometry: RowGeometry): number {
  const real = geometry.count * geometry.rowHeight - geometry.viewport;
  const shown = contentHeight(geometry) - geometry.viewport;
  return real <= 0 || shown <= 0 ? 1 : real / shown;
}

/** The rows to draw at a scroll position, a few beyond each edge included. */
export function rowWindow(geometry: RowGeometry, scrollTop: number): RowWindow {
  const { count, rowHeight, viewport } = geometry;
  const height = contentHeight(geometry);
  const limited = Math.max(0, Math.min(scrollTop, height - viewport));
  const first = (limited * scrollScale(geometry)) / rowHeight;
  const start = Math.max(0, Math.floor(first) - OVERSCAN);
  const end = Math.min(count, Math.ceil(first + viewport / rowHeight) + OVERSCAN);
  return { start, end, top: limited - (first - start) * rowHeight, height };
}

/** The scroll position nearest to `scrollTop` at which `row` is wholly visible. */
export function scrollToShow(geometry: RowGeometry, scrollTop: number, row: number): number {
  const scale = scrollScale(geometry);
  const realTop = scrollTop * scale;
  const rowTop = row * geometry.rowHeight;
  const rowEnd = rowTop + geometry.rowHeight;
  if (rowTop < realTop) return rowTop / scale;
  if (rowEnd > realTop + geometry.viewport) return (rowEnd - geometry.viewport) / scale;
  return scrollTop;
}
