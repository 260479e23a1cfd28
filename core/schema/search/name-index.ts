import type { DescEnum, DescExtension, DescMessage, DescService } from "@bufbuild/protobuf";
import { type NamedKind, NamedKindSchema } from "../../contract/schema.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { createTurns } from "./turns.ts";

/** The kinds of names in the order in which they are offered among equals, and stand in the index. */
export const kindOrder: readonly NamedKind[] = NamedKindSchema.options;

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

const kept = new WeakMap<SchemaPool, Promise<NameIndex>>();

/** The index of a pool; made at its first search, in slices that let others have their turn, and kept with it. */
export function nameIndexOf(pool: SchemaPool): Promise<NameIndex> {
  const present = kept.get(pool);
  if (present !== undefined) return present;
  const made = makeIndex(pool);
  kept.set(pool, made);
  return made;
}

interface Lines {
  readonly names: string[];
  readonly owners: number[];
}

async function makeIndex(pool: SchemaPool): Promise<NameIndex> {
  const owners: IndexedType[] = [];
  const lines: readonly Lines[] = kindOrder.map(() => ({ names: [], owners: [] }));
  const turn = createTurns();
  for (const type of pool.registry) {
    addType(type, owners.push(type) - 1, lines);
    if (turn.isOver()) await turn.next();
  }
  const texts: string[] = [];
  for (const { names } of lines) {
    if (names.length > 0) texts.push(names.join("\n"));
    await turn.next();
  }
  const text = texts.join("\n");
  // Letters whose lower case is longer would move what follows; identifiers have none, a hostile name may.
  const lowered = text.toLowerCase();
  await turn.next();
  const starts = startsOf(lines);
  await turn.next();
  const lower = lowered.length === text.length ? lowered : text;
  return { text, lower, starts, ...kindsAndOwners(lines), owners };
}

function addType(type: IndexedType, owner: number, lines: readonly Lines[]): void {
  const add = (kind: NamedKind, name: string): void => {
    const line = lines[kindOrder.indexOf(kind)];
    line?.names.push(name);
    line?.owners.push(owner);
  };
  add(type.kind, type.typeName);
  if (type.kind === "service") for (const { name } of type.methods) add("method", name);
  else if (type.kind === "message") for (const { name } of type.fields) add("field", name);
  else if (type.kind === "enum") for (const { name } of type.values) add("enum-value", name);
}

function kindsAndOwners(lines: readonly Lines[]): Pick<NameIndex, "kinds" | "ownerOf"> {
  const count = lines.reduce((sum, { names }) => sum + names.length, 0);
  const kinds = new Uint8Array(count);
  const ownerOf = new Uint32Array(count);
  let at = 0;
  for (const [kind, { owners }] of lines.entries()) {
    kinds.fill(kind, at, at + owners.length);
    ownerOf.set(owners, at);
    at += owners.length;
  }
  return { kinds, ownerOf };
}

/** The start of each line of all kinds, one after another, and the end. */
function startsOf(lines: readonly Lines[]): Uint32Array {
  const starts = new Uint32Array(lines.reduce((sum, { names }) => sum + names.length, 1));
  let at = 0;
  let line = 0;
  for (const { names } of lines) {
    for (const { length } of names) {
      starts[line++] = at;
      at += length + 1;
    }
  }
  starts[line] = at;
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
