import { relative } from "node:path";
import { openCollectionFolder } from "../../collections/open-collection.ts";
import { readRequestFile } from "../../collections/request-file.ts";
import type { SavedCheck } from "../../contract/schema.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { checkBody } from "./check-bodies.ts";

/** Requests of one collection that are looked at. */
const maxRequests = 10_000;

/**
 * Checks every saved request whose service the schema has, or those of `files` alone. Requests of other schemas, and
 * files that cannot be read as a request, are left out: the collection itself tells those.
 */
export async function checkCollection(
  pool: SchemaPool,
  path: string,
  files?: readonly string[],
): Promise<readonly SavedCheck[]> {
  const requests =
    files?.map((file) => ({ id: relative(path, file), file, name: "" })) ?? (await allRequests(path));
  const checks: SavedCheck[] = [];
  for (const { id, file, name: title } of requests.slice(0, maxRequests)) {
    const read = await readRequestFile(file).catch(() => undefined);
    if (read?.request === undefined) continue;
    const { method, messages, name } = read.request;
    const check = checkBody(pool, { id, method, messages: messages.map(({ text }) => text) });
    if (check.outcome !== "other-schema") checks.push({ ...check, name: name || title, file, method });
  }
  return checks;
}

async function allRequests(path: string) {
  const { items } = await openCollectionFolder(path);
  return items
    .filter(({ kind }) => kind === "request")
    .map((item) => ({ id: item.id, file: item.path, name: item.name }));
}
