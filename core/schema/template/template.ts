import type { SchemaPool } from "../pool/pool.ts";

/**
 * An example ProtoJSON body of a message type, indented by two spaces: every field, one member of each oneof, recursion
 * cut, bounded in size. Throws `ByteglassError` `not-found` with the nearest names.
 */
export function template(pool: SchemaPool, typeName: string): string {
  throw new Error(`not built yet: ${pool.origin} ${typeName}`);
}
