import type { SourceConflict, SourceConflicts } from "../../contract/schema.ts";
import { describe } from "../describe/describe.ts";
import { modelText } from "../diff/hash.ts";
import type { SchemaModel } from "../diff/model.ts";
import { readModel } from "../diff/read-model.ts";
import { buildPool, type PoolPart, type SchemaPool } from "../pool/pool.ts";

/** Conflicts that are told with both declarations. */
const maxConflicts = 200;

interface Side {
  readonly name: string;
  readonly pool: SchemaPool;
  readonly model: SchemaModel;
}

/**
 * The types and services that two parts declare and not the same, comments and order aside: the earlier part is in use.
 * Also those that are lost because an earlier part has a file of the same name without them. `pool` is the one that was
 * made of the parts.
 */
export function sourceConflicts(pool: SchemaPool, parts: readonly PoolPart[]): SourceConflicts {
  if (parts.length < 2) return { conflicts: [], more: 0 };
  const sides = parts.map((part): Side => {
    const own = buildPool([part]);
    return { name: part.name ?? part.origin, pool: own, model: readModel(own) };
  });
  const conflicts: SourceConflict[] = [];
  let more = 0;
  const used = new Map<string, { readonly side: Side; readonly text: string }>();
  for (const side of sides) {
    for (const [symbol, text] of declarations(side.model)) {
      const first = used.get(symbol);
      if (first === undefined) used.set(symbol, { side, text });
      if (first === undefined ? pool.registry.get(symbol) !== undefined : first.text === text) continue;
      if (conflicts.length >= maxConflicts) {
        more += 1;
        continue;
      }
      const winner = first?.side ?? fileOwner(side, symbol, sides);
      conflicts.push({
        symbol,
        usedFrom: winner?.name ?? "",
        leftOutFrom: side.name,
        used: first === undefined ? "" : sourceOf(first.side.pool, symbol),
        leftOut: sourceOf(side.pool, symbol),
      });
    }
  }
  return { conflicts, more };
}

/** The earlier side that has a file of the name that the symbol's file has. */
function fileOwner(side: Side, symbol: string, sides: readonly Side[]): Side | undefined {
  const name = side.pool.registry.get(symbol)?.file.proto.name ?? "";
  return sides.find((one) => one !== side && one.pool.sourceFileNames.includes(name));
}

/** Each declaration by name, as a text that is equal when it says the same. */
function* declarations(model: SchemaModel): Generator<readonly [string, string]> {
  for (const table of [model.services, model.messages, model.enums]) {
    for (const [symbol, declared] of table) yield [symbol, modelText(declared)];
  }
}

function sourceOf(pool: SchemaPool, symbol: string): string {
  return describe(pool, symbol)
    .map(({ source }) => source)
    .join("\n")
    .trimEnd();
}
