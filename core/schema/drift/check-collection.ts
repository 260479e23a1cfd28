import { openCollectionFolder } from "../../collections/open-collection.ts";
import { readRequestFile } from "../../collections/request-file.ts";
import type { SavedCheck } from "../../contract/schema.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { checkBody } from "./check-bodies.ts";

/** Requests of one collection that are looked at. */
const maxRequests = 10_000;

/**
 * Checks every saved request whose service the schema has. Requests of other schemas, and files that cannot be read as
 * a request, are left out: the collection itself tells those.
 */
export async function checkCollection(
  pool: SchemaPool,
  path: string,
  signal?: AbortSignal,
): Promise<readonly SavedCheck[]> {
  const { items } = await openCollectionFolder(path);
  const checks: SavedCheck[] = [];
  for (const item of items.filter(({ kind }) => kind === "request").slice(0, maxRequests)) {
    signal?.throwIfAborted();
    const read = await readRequestFile(item.path).catch(() => undefined);
    if (read?.request === undefined) continue;
    const { method, messages, name } = read.request;
    const check = checkBody(pool, { id: item.id, method, messages: messages.map(({ text }) => text) });
    if (check.outcome !== "other-schema")
      checks.push({ ...check, name: name || item.name, file: item.path, method });
  }
  return checks;
}
