/** Finding things by a few typed letters. */

/**
 * How well `text` answers `query`, higher is better, −1 is not at all. Words of the query must all occur;
 * a hit at the start of a name's part counts more than one inside it. Case is ignored.
 */
export function matchScore(text: string, query: string): number {
  const lower = text.toLowerCase();
  let score = 0;
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === "") continue;
    const at = lower.lastIndexOf(word);
    if (at < 0) return -1;
    const before = text[at - 1];
    const startsPart = before === undefined || /[./ _]/.test(before) || isUpper(text[at]);
    score += (startsPart ? 100 : 10) - Math.min(9, (text.length - at - word.length) / 8);
  }
  return score;
}

function isUpper(letter: string | undefined): boolean {
  return letter !== undefined && letter !== letter.toLowerCase();
}

/** The items that match, best first, ties in their own order, at most `limit` of them. */
export function search<Item>(
  items: readonly Item[],
  query: string,
  textOf: (item: Item) => string,
  limit: number,
): readonly Item[] {
  if (query.trim() === "") return items.slice(0, limit);
  return items
    .map((item) => ({ item, score: matchScore(textOf(item), query) }))
    .filter(({ score }) => score >= 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}
