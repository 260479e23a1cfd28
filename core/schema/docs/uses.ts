import type { NamedSymbol } from "../../contract/schema.ts";
import type { SchemaPool } from "../pool/pool.ts";

/** Uses told of one type. */
const maxUses = 100;

const kept = new WeakMap<SchemaPool, ReadonlyMap<string, readonly NamedSymbol[]>>();

/** Methods that take or give a type, then fields of it; at most 100. */
export function usesOf(pool: SchemaPool, typeName: string): readonly NamedSymbol[] {
  const present = kept.get(pool) ?? collectUses(pool);
  kept.set(pool, present);
  return present.get(typeName) ?? [];
}

function collectUses(pool: SchemaPool): ReadonlyMap<string, readonly NamedSymbol[]> {
  const uses = new Map<string, NamedSymbol[]>();
  const add = (typeName: string | undefined, use: NamedSymbol): void => {
    if (typeName === undefined) return;
    const list = uses.get(typeName);
    if (list === undefined) uses.set(typeName, [use]);
    else if (list.length < maxUses && list.at(-1)?.symbol !== use.symbol) list.push(use);
  };
  const types = [...pool.registry];
  for (const type of types) {
    if (type.kind !== "service") continue;
    for (const { name, input, output, deprecated } of type.methods) {
      const symbol = `${type.typeName}/${name}`;
      const use: NamedSymbol = { symbol, kind: "method", name, container: type.typeName, deprecated };
      add(input.typeName, use);
      add(output.typeName, use);
    }
  }
  for (const type of types) {
    if (type.kind !== "message") continue;
    for (const { name, message, enum: enumeration, deprecated } of type.fields) {
      const symbol = `${type.typeName}.${name}`;
      add((message ?? enumeration)?.typeName, {
        symbol,
        kind: "field",
        name,
        container: type.typeName,
        deprecated,
      });
    }
  }
  return uses;
}
