/** Names longer than this are not compared: no one types them by hand. */
const maxLength = 200;

/**
 * The names most like `wanted`, best first: the same but for case, the same last part, or few letters apart.
 * Empty when nothing is near.
 */
export function nearestNames(wanted: string, names: Iterable<string>, max = 3): readonly string[] {
  const scored: { readonly name: string; readonly score: number }[] = [];
  const folded = wanted.toLowerCase();
  const limit = Math.min(4, Math.max(1, Math.floor(wanted.length / 3)));
  for (const name of names) {
    const score = scoreOf(folded, name.toLowerCase(), limit);
    if (score <= limit) scored.push({ name, score });
  }
  scored.sort((a, b) => a.score - b.score || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  return scored.slice(0, max).map(({ name }) => name);
}

/** ` Did you mean a, b or c?`, with a space in front; empty when nothing is near. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const nearest = nearestNames(wanted, names);
  const last = nearest.at(-1);
  if (last === undefined) return "";
  const rest = nearest.slice(0, -1).join(", ");
  return `Did you mean ${rest === "" ? last : `${rest} or ${last}`}?`;
}

function scoreOf(wanted: string, name: string, limit: number): number {
  if (wanted === name) return 0;
  if (name.endsWith(`.${wanted}`) || name.endsWith(`/${wanted}`)) return 0.5;
  const whole = distance(wanted, name, limit);
  const last = distance(lastPart(wanted), lastPart(name), Math.min(2, limit));
  return Math.min(whole, last + 1);
}

function lastPart(name: string): string {
  return name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/")) + 1);
}

/** Levenshtein distance; anything above `limit` counts as infinite. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit || Math.max(a.length, b.length) > maxLength)
    return Number.POSITIVE_INFINITY;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) > limit) return Number.POSITIVE_INFINITY;
    previous = current;
  }
  return previous[b.length] ?? Number.POSITIVE_INFINITY;
}
