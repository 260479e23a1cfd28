/** Folded tree rows: which of a document's rows are hidden, and how visible and real row numbers relate. */

/** A row that was folded: its descendants `start` to `end` are hidden. */
export interface Fold {
  readonly start: number;
  readonly end: number;
}

/** Folds by the index of their row. */
export type Folds = ReadonlyMap<number, Fold>;

/** Folds a row whose descendants end before `next`, or opens it again. */
export function toggleFold(folds: Folds, row: number, next: number): Folds {
  const changed = new Map(folds);
  if (!changed.delete(row) && next > row + 1) changed.set(row, { start: row + 1, end: next });
  return changed;
}

/** Opens every fold that hides `row`. */
export function revealRow(folds: Folds, row: number): Folds {
  const kept = [...folds].filter(([, fold]) => row < fold.start || row >= fold.end);
  return kept.length === folds.size ? folds : new Map(kept);
}

/** Hidden ranges in order, nested ones merged into the outer. */
export function hiddenRanges(folds: Folds): readonly Fold[] {
  const sorted = [...folds.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: Fold[] = [];
  for (const fold of sorted) {
    const last = merged.at(-1);
    if (last === undefined || fold.start >= last.end) merged.push(fold);
  }
  return merged;
}

/** How many rows stay visible. */
export function visibleCount(hidden: readonly Fold[], rowCount: number): number {
  return hidden.reduce((count, fold) => count - (fold.end - fold.start), rowCount);
}

/** The real index of a visible row. */
export function toRow(hidden: readonly Fold[], visible: number): number {
  let row = visible;
  for (const fold of hidden) {
    if (row < fold.start) break;
    row += fold.end - fold.start;
  }
  return row;
}

/** Where a real row is among the visible ones; a hidden row counts as the row it is folded into. */
export function toVisible(hidden: readonly Fold[], row: number): number {
  let visible = row;
  for (const fold of hidden) {
    if (row < fold.start) break;
    visible -= row < fold.end ? row - fold.start + 1 : fold.end - fold.start;
  }
  return visible;
}
