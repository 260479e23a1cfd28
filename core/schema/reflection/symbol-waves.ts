/** Below this many services they are all asked for at once. */
const manySymbols = 48;

/**
 * Of many services, one of each package is asked for first: a hundred services of one large file would be answered
 * with a hundred copies of it.
 */
export function symbolWaves(symbols: readonly string[]): readonly (readonly string[])[] {
  if (symbols.length < manySymbols) return [symbols];
  const firsts = new Map<string, string>();
  for (const symbol of symbols) {
    const packageName = symbol.slice(0, Math.max(0, symbol.lastIndexOf(".")));
    if (!firsts.has(packageName)) firsts.set(packageName, symbol);
  }
  const chosen = new Set(firsts.values());
  return [[...chosen], symbols.filter((symbol) => !chosen.has(symbol))];
}
