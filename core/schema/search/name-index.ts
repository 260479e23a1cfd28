import type { DescEnum, DescExtension, DescMessage, DescService } from "@bufbuild/protobuf";
import type { NamedKind } from "../../contract/schema.ts";
import type { SchemaPool } from "../pool/pool.ts";

/** The kinds of names in the order in which they are offered among equals, and stand in the index. */
export const kindOrder: readonly NamedKind[] = [
  "service",
  "method",
  "message",
  "enum",
  "field",
  "enum-value",
  "extension",
];

/**
 * Every name of a schema in one text, a line each: looking for a word is then one `indexOf` over it, which takes
 * milliseconds for a million names. Types stand with their full name, members with their own.
 */
export interface NameIndex {
  /** As declared, and in lower case with the same offsets. */
  readonly text: string;
  readonly lower: string;
  /** Where each line starts; one more at the end. */
  readonly starts: Uint32Array;
  /** Of each line, an index into `kindOrder`. */
  readonly kinds: Uint8Array;
  /** Of each line, the type it is in or is. */
  readonly owners: readonly IndexedType[];
  readonly ownerOf: Uint32Array;
}

/** Types that have a line of their own. */
export type IndexedType = DescMessage | DescEnum | DescService | DescExtension;

const kept = new WeakMap<SchemaPool, NameIndex>();

/** The index of a pool; made at its first search and kept with it. */
export function nameIndexOf(pool: SchemaPool): NameIndex {
  const present = kept.get(pool);
  if (present !== undefined) return present;
  const made = makeIndex(pool);
  kept.set(pool, made);
  return made;
}

function makeIndex(pool: SchemaPool): NameIndex {
  const owners: IndexedType[] = [];
  const lines: { readonly names: string[]; readonly owners: number[] }[] = kindOrder.map(() => ({
    names: [],
    owners: [],
  }));
  const add = (kind: NamedKind, name: string, owner: number): void => {
    const line = lines[kindOrder.indexOf(kind)];
    line?.names.push(name);
    line?.owners.push(owner);
  };
  for (const type of pool.registry) {
    const owner = owners.push(type) - 1;
    add(type.kind, type.typeName, owner);
    if (type.kind === "service") for (const { name } of type.methods) add("method", name, owner);
    else if (type.kind === "message") for (const { name } of type.fields) add("field", name, owner);
    else if (type.kind === "enum") for (const { name } of type.values) add("enum-value", name, owner);
  }
  const names = lines.flatMap((line) => line.names);
  const text = names.join("\n");
  // Letters whose lower case is longer would move what follows; identifiers have none, a hostile name may.
  const lowered = text.toLowerCase();
  return {
    text,
    lower: lowered.length === text.length ? lowered : text,
    starts: startsOf(names),
    kinds: Uint8Array.from(lines.flatMap((line, kind) => line.names.map(() => kind))),
    owners,
    ownerOf: Uint32Array.from(lines.flatMap((line) => line.owners)),
  };
}

function startsOf(names: readonly string[]): Uint32Array {
  const starts = new Uint32Array(names.length + 1);
  let at = 0;
  names.forEach((name, index) => {
    starts[index] = at;
    at += name.length + 1;
  });
  starts[names.length] = at;
  return starts;
}

/** The line that holds an offset of the text. */
export function lineAt({ starts }: NameIndex, offset: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
