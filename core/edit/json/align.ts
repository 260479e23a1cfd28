/** A stretch of one list that another has otherwise; half open, and one of the two may be empty. */
export interface Difference {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** Cells of the table that finds what two lists have in common; longer lists are compared item by item. */
const LARGEST_TABLE = 1_000_000;

/**
 * Where two lists of so many items differ, in order. `same` tells whether an item of the first is one of the second. What
 * they have in common is as long as it can be (up to lists of a thousand changed items).
 */
export function differences(
  beforeCount: number,
  afterCount: number,
  same: (before: number, after: number) => boolean,
): readonly Difference[] {
  const least = Math.min(beforeCount, afterCount);
  let head = 0;
  while (head < least && same(head, head)) head++;
  let tail = 0;
  while (tail < least - head && same(beforeCount - 1 - tail, afterCount - 1 - tail)) tail++;
  const middle = {
    beforeStart: head,
    beforeEnd: beforeCount - tail,
    afterStart: head,
    afterEnd: afterCount - tail,
  };
  const [rows, columns] = [middle.beforeEnd - head, middle.afterEnd - head];
  if (rows === 0 && columns === 0) return [];
  // As many before as after: each is taken for the one in its place.
  if (rows === columns || rows * columns === 0 || rows * columns > LARGEST_TABLE) return [middle];
  return differencesIn(middle, same);
}

function differencesIn(
  { beforeStart, beforeEnd, afterStart, afterEnd }: Difference,
  same: (before: number, after: number) => boolean,
): readonly Difference[] {
  const lengths = commonLengths(beforeEnd - beforeStart, afterEnd - afterStart, (row, column) =>
    same(beforeStart + row, afterStart + column),
  );
  const columns = afterEnd - afterStart + 1;
  const found: Difference[] = [];
  let [before, after] = [beforeStart, afterStart];
  let [from, fromAfter] = [before, after];
  const close = () => {
    if (from < before || fromAfter < after)
      found.push({ beforeStart: from, beforeEnd: before, afterStart: fromAfter, afterEnd: after });
  };
  while (before < beforeEnd && after < afterEnd) {
    const at = (before - beforeStart) * columns + (after - afterStart);
    if (same(before, after)) {
      close();
      before++;
      after++;
      [from, fromAfter] = [before, after];
    } else if ((lengths[at + columns] ?? 0) >= (lengths[at + 1] ?? 0)) before++;
    else after++;
  }
  [before, after] = [beforeEnd, afterEnd];
  close();
  return found;
}

/** The longest common part of what follows each pair of places. */
function commonLengths(
  rows: number,
  columns: number,
  same: (row: number, column: number) => boolean,
): Uint32Array {
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const at = row * width + column;
      lengths[at] = same(row, column)
        ? (lengths[at + width + 1] ?? 0) + 1
        : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return lengths;
}
