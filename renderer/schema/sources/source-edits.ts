/** Changes of a connection's list of sources. Pure. */
import type { MetadataEntry, SchemaSource, ServerAddress } from "../../../core/contract/params.ts";
import type { Connection } from "../../state/connections.ts";

/** The sources of a connection that is opened by its server's address again, or for the first time. */
export function reflectedSources(
  known: Connection | undefined,
  server: ServerAddress,
  metadata: MetadataEntry[],
): readonly SchemaSource[] {
  const fresh: SchemaSource = { kind: "reflection", server, metadata, version: "auto" };
  if (known === undefined || !known.sources.some((source) => isReflectionOf(source, server))) return [fresh];
  return known.sources.map((source) => {
    if (source.kind !== "reflection" || !isReflectionOf(source, server)) return source;
    return { ...source, server, metadata: known.ownMetadata === true ? source.metadata : metadata };
  });
}

function isReflectionOf(source: SchemaSource, { target }: ServerAddress): boolean {
  return source.kind === "reflection" && source.server.target === target;
}

/** The list with one source moved by a step; at the ends nothing moves. */
export function moveItem<Item>(items: readonly Item[], from: number, step: -1 | 1): readonly Item[] {
  const to = from + step;
  const moved = items[from];
  if (moved === undefined || to < 0 || to >= items.length) return items;
  const rest = items.filter((_, at) => at !== from);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}

/** The list without one of its items. */
export function removeItem<Item>(items: readonly Item[], at: number): readonly Item[] {
  return items.filter((_, index) => index !== at);
}

/** The list with one item replaced. */
export function replaceItem<Item>(items: readonly Item[], at: number, item: Item): readonly Item[] {
  return items.map((one, index) => (index === at ? item : one));
}

/** The list with new items at its end; those that are there already are left out. */
export function addItems(items: readonly string[], added: readonly string[]): string[] {
  return [...new Set([...items, ...added])];
}

/** What a kind of source is called. */
export function kindLabel(kind: SchemaSource["kind"]): string {
  switch (kind) {
    case "reflection":
      return "reflection";
    case "proto":
      return ".proto files";
    case "descriptor-set":
      return "descriptor set";
  }
}
