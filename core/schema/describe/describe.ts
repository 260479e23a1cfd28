import type { SymbolDescription } from "../../contract/views.ts";
import type { SchemaPool } from "../pool/pool.ts";

/**
 * `.proto` source with comments, of one symbol (file, message, enum, enum value, oneof, field, extension, service,
 * `pkg.Service/Method` or `pkg.Service.Method`), or of every file of the sources when none is given.
 * Throws `ByteglassError` `not-found` with the nearest names.
 */
export function describe(pool: SchemaPool, symbol?: string): readonly SymbolDescription[] {
  throw new Error(`not built yet: ${pool.origin} ${symbol}`);
}
