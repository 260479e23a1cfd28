import { parentName } from "../parent-name.ts";
import { readFileHeader } from "../raw/file-header.ts";
import { type FileSymbols, readFileSymbols } from "../raw/file-symbols.ts";
import { listIn, pushTo } from "../raw/push-to.ts";
import type { RawFile } from "./gather-files.ts";

/**
 * The files that declare `symbols` (or the type or service a member name is in), and all that these need: imports,
 * and files that declare what they use without importing it. In the given order. All files when none declares any of
 * the symbols, so that a misspelt one can be told apart from its neighbours.
 */
export function narrowFiles(files: readonly RawFile[], symbols: readonly string[]): readonly RawFile[] {
  const byName = new Map<string, Scanned[]>();
  const declarers = new Map<string, string[]>();
  for (const raw of files) {
    const header = readFileHeader(raw.bytes);
    const scanned = { ...header, symbols: readFileSymbols(raw.bytes, header.package) };
    listIn(byName, raw.name).push(scanned);
    for (const name of scanned.symbols.declared) pushTo(declarers, name, raw.name);
  }
  const kept = new Set<string>();
  const waiting = symbols.flatMap((symbol) => declarersOf(symbol, declarers));
  if (waiting.length === 0) return files;
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (kept.has(name)) continue;
    kept.add(name);
    for (const scanned of byName.get(name) ?? []) {
      for (const dependency of scanned.dependencies) waiting.push(dependency);
      for (const declarer of declarersWithoutImport(name, scanned, declarers)) waiting.push(declarer);
    }
  }
  return files.filter((raw) => kept.has(raw.name));
}

interface Scanned {
  readonly package: string;
  readonly dependencies: readonly string[];
  readonly symbols: FileSymbols;
}

/** Files that declare what a file uses, where neither it nor an import of it does: some servers send no imports at all. */
function declarersWithoutImport(
  name: string,
  { package: scope, dependencies, symbols }: Scanned,
  declarers: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const near = new Set([name, ...dependencies]);
  return [...symbols.referenced].flatMap((used) => {
    const found = resolveIn(scope, used, declarers);
    return found.some((file) => near.has(file)) ? [] : found;
  });
}

/** The declarers of a name as it is written in a file of this package: `.a.b.C`, or `C` as seen from the package. */
function resolveIn(
  packageName: string,
  written: string,
  declarers: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (written.startsWith(".")) return declarers.get(written.slice(1)) ?? [];
  for (let scope = packageName; scope !== ""; scope = parentName(scope)) {
    const found = declarers.get(`${scope}.${written}`);
    if (found !== undefined) return found;
  }
  return declarers.get(written) ?? [];
}

/** Shortens `pkg.Service.Method` to `pkg.Service`, and so on, until a file declares it. */
function declarersOf(symbol: string, declarers: ReadonlyMap<string, readonly string[]>): readonly string[] {
  for (let name = symbol.replace("/", "."); name !== ""; name = parentName(name)) {
    const found = declarers.get(name);
    if (found !== undefined) return found;
  }
  return [];
}
