import type { NamedKind, NamedSymbol, NamePage } from "../../contract/schema.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { kindOrder, lineAt, type NameIndex, nameIndexOf } from "./name-index.ts";

/** What a search asks for. */
export interface NameQuery {
  readonly query: string;
  /** Absent means all. */
  readonly kinds?: readonly NamedKind[];
  readonly start: number;
  readonly end: number;
}

/** Lines that are ranked; a single letter fits nearly everything, and no one reads further. */
const maxRanked = 50_000;

/** Words that count. */
const maxWords = 8;

/** A query that is asked for page by page is answered from the ranking of its first page. */
const last = new WeakMap<SchemaPool, { readonly key: string; readonly ranking: Ranking }>();

interface Ranking {
  readonly lines: readonly number[];
  readonly isCut: boolean;
}

/** The names that hold all words of the query, best first: whole names, beginnings, beginnings of parts, then the rest. */
export async function searchNames(
  pool: SchemaPool,
  { query, kinds, start, end }: NameQuery,
): Promise<NamePage> {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxWords);
  if (words.length === 0) return { total: 0, isCut: false, names: [] };
  const index = await nameIndexOf(pool);
  const key = JSON.stringify([words, kinds]);
  const present = last.get(pool);
  const ranking = present?.key === key ? present.ranking : rank(index, words, kinds);
  last.set(pool, { key, ranking });
  return {
    total: ranking.lines.length,
    isCut: ranking.isCut,
    names: ranking.lines.slice(start, end).map((line) => namedSymbol(index, line)),
  };
}

function rank(index: NameIndex, words: readonly string[], kinds: readonly NamedKind[] | undefined): Ranking {
  const wanted = new Set((kinds ?? kindOrder).map((kind) => kindOrder.indexOf(kind)));
  const scores = new Map<number, number>();
  let isCut = false;
  for (const word of words) {
    for (const line of linesWith(index, lastPart(word))) {
      if (scores.has(line) || !wanted.has(index.kinds[line] ?? 0)) continue;
      const score = scoreOf(index, line, words);
      if (score < 0) continue;
      if (scores.size >= maxRanked) {
        isCut = true;
        break;
      }
      scores.set(line, score);
    }
  }
  const lines = [...scores.keys()].sort(
    (a, b) =>
      (scores.get(a) ?? 0) - (scores.get(b) ?? 0) ||
      (index.kinds[a] ?? 0) - (index.kinds[b] ?? 0) ||
      lengthOf(index, a) - lengthOf(index, b) ||
      a - b,
  );
  return { lines, isCut };
}

/** What of a word stands in the name itself: `model.id` is the field `id`. */
function lastPart(word: string): string {
  return word.slice(Math.max(word.lastIndexOf("."), word.lastIndexOf("/")) + 1) || word;
}

function* linesWith(index: NameIndex, word: string): Generator<number> {
  let offset = index.lower.indexOf(word);
  while (offset >= 0) {
    const line = lineAt(index, offset);
    yield line;
    offset = index.lower.indexOf(word, index.starts[line + 1] ?? index.lower.length);
  }
}

/** Lower is better; −1 when a word is nowhere in the full name. */
function scoreOf(index: NameIndex, line: number, words: readonly string[]): number {
  const { name, container, symbol } = partsOf(index, line);
  const folded = `${symbol.toLowerCase()}`;
  let score = 0;
  for (const word of words) {
    if (!folded.includes(word) && !folded.replace("/", ".").includes(word)) return -1;
    score += placeScore(name, container, lastPart(word));
  }
  return score;
}

function placeScore(name: string, container: string, word: string): number {
  const at = name.toLowerCase().indexOf(word);
  if (at < 0) return container.toLowerCase().includes(word) ? 5 : 6;
  if (at === 0) return name.length === word.length ? 0 : 1;
  const startsPart = name[at - 1] === "_" || /[A-Z]/.test(name[at] ?? "");
  return startsPart ? 2 : 3;
}

function lengthOf({ starts }: NameIndex, line: number): number {
  return (starts[line + 1] ?? 0) - (starts[line] ?? 0);
}

interface NameParts {
  readonly name: string;
  readonly container: string;
  readonly symbol: string;
}

function partsOf(index: NameIndex, line: number): NameParts {
  const text = index.text.slice(index.starts[line], (index.starts[line + 1] ?? 1) - 1);
  const owner = index.owners[index.ownerOf[line] ?? 0]?.typeName ?? "";
  switch (kindOrder[index.kinds[line] ?? 0]) {
    case "method":
      return { name: text, container: owner, symbol: `${owner}/${text}` };
    case "field":
    case "enum-value":
      return { name: text, container: owner, symbol: `${owner}.${text}` };
    default: {
      const dot = text.lastIndexOf(".");
      return { name: text.slice(dot + 1), container: text.slice(0, Math.max(0, dot)), symbol: text };
    }
  }
}

function namedSymbol(index: NameIndex, line: number): NamedSymbol {
  const kind = kindOrder[index.kinds[line] ?? 0] ?? "message";
  return { ...partsOf(index, line), kind, deprecated: isDeprecated(index, line, kind) };
}

function isDeprecated(index: NameIndex, line: number, kind: NamedKind): boolean {
  const owner = index.owners[index.ownerOf[line] ?? 0];
  if (owner === undefined) return false;
  const { name } = partsOf(index, line);
  if (kind === "method" && owner.kind === "service")
    return owner.methods.find((one) => one.name === name)?.deprecated === true;
  if (kind === "field" && owner.kind === "message")
    return owner.fields.find((one) => one.name === name)?.deprecated === true;
  if (kind === "enum-value" && owner.kind === "enum")
    return owner.values.find((one) => one.name === name)?.deprecated === true;
  return owner.deprecated;
}
