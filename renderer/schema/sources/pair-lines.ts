/** Two texts line by line, what is equal in both opposite each other. Pure. */

/** Lines beyond which texts are laid side by side as they are: the table grows with the product. */
const LIMIT = 600;

/** A line of each text; undefined where one has none for the other's. */
export type LinePair = readonly [string | undefined, string | undefined];

/** Pairs equal lines by a longest common subsequence; lines in between stand opposite each other as far as they go. */
export function pairLines(first: string, second: string): readonly LinePair[] {
  const a = first === "" ? [] : first.split("\n");
  const b = second === "" ? [] : second.split("\n");
  if (a.length > LIMIT || b.length > LIMIT) return zip(a, b);
  const pairs: LinePair[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of commonLines(a, b)) {
    pairs.push(...zip(a.slice(i, x), b.slice(j, y)), [a[x], b[y]]);
    [i, j] = [x + 1, y + 1];
  }
  return [...pairs, ...zip(a.slice(i), b.slice(j))];
}

function zip(a: readonly string[], b: readonly string[]): readonly LinePair[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, at): LinePair => [a[at], b[at]]);
}

/** Indexes of equal lines in both, in order. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const common: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) common.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return common;
}
