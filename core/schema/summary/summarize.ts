import type { FieldDescription, ServiceSummary } from "../../contract/views.ts";
import type { SchemaPool } from "../pool/pool.ts";

/** Every service of the sources with its methods, comments and HTTP bindings, sorted by full name. */
export function summarize(pool: SchemaPool): readonly ServiceSummary[] {
  throw new Error(`not built yet: ${pool.origin}`);
}

/** Number of message types in the sources, nested ones included, map entries and bundled imports excluded. */
export function messageCount(pool: SchemaPool): number {
  throw new Error(`not built yet: ${pool.origin}`);
}

/**
 * Declarations and comments for hover texts, depth first. `path` is made of JSON names joined by dots; a list item is
 * `name[]`, a map value `name.*`: `inputs[].labels.*`. Recursion is cut, the number of entries bounded.
 */
export function fieldDescriptions(pool: SchemaPool, typeName: string): readonly FieldDescription[] {
  throw new Error(`not built yet: ${pool.origin} ${typeName}`);
}
