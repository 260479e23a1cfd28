const MOST_CANDIDATES = 5000;
const LONGEST_NAME = 100;

/** The candidate that a mistyped name most likely meant, or undefined when none is near. */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > LONGEST_NAME) return undefined;
  const bare = bareName(name);
  let best: string | undefined;
  let bestDistance = Math.floor(Math.max(bare.length, 3) / 3) + 1;
  let count = 0;
  for (const candidate of candidates) {
    count += 1;
    if (count > MOST_CANDIDATES) break;
    if (Math.abs(candidate.length - name.length) > LONGEST_NAME / 2) continue;
    const distance = editDistance(bare, bareName(candidate), bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Names that differ only in case, underscores and dashes are the same to a person. */
function bareName(name: string): string {
  return name.toLowerCase().replace(/[_\-.]/g, "");
}

/** Levenshtein distance with neighbours swapped counting one; `limit` or more is reported as `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a.charAt(row - 1) === b.charAt(column - 1);
      const changed = (last[column - 1] ?? 0) + (isSame ? 0 : 1);
      const moved = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const isSwap = row > 1 && column > 1 && isSwapped(a, b, row, column);
      const swapped = isSwap ? (beforeLast[column - 2] ?? 0) + 1 : limit;
      current.push(Math.min(changed, moved, swapped));
    }
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length] ?? limit, limit);
}

function isSwapped(a: string, b: string, row: number, column: number): boolean {
  return a.charAt(row - 1) === b.charAt(column - 2) && a.charAt(row - 2) === b.charAt(column - 1);
}
