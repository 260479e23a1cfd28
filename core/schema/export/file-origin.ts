import type { ExportedFile } from "../../contract/views.ts";
import { isBundledFile } from "../pool/bundled.ts";
import type { SchemaPool } from "../pool/pool.ts";

/** Where each file of a pool comes from, by name. */
export function fileOrigins(pool: SchemaPool): ReadonlyMap<string, ExportedFile["origin"]> {
  const delivered = new Set(pool.sourceFileNames);
  return new Map(
    pool.files.map(({ name }) => [
      name,
      delivered.has(name) ? "source" : isBundledFile(name) ? "bundled" : "stub",
    ]),
  );
}
