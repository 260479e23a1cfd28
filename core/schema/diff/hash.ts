import { createHash } from "node:crypto";
import type { SchemaPool } from "../pool/pool.ts";
import { readModel } from "./read-model.ts";

/**
 * A hash of what a schema says, as 64 hexadecimal digits: comments, the order of declarations, the way files are cut
 * and the bundled files make no difference. Where two pools have the same hash, `diffSchemas` finds nothing.
 */
export function schemaHash(pool: SchemaPool): string {
  return createHash("sha256")
    .update(modelText(readModel(pool)))
    .digest("hex");
}

/** What a part of a model says, as a text that is equal where it says the same. */
export function modelText(part: object): string {
  return JSON.stringify(part, asLists);
}

/** Tables and sets as lists; the model is in order already. */
function asLists(_key: string, value: unknown): unknown {
  return value instanceof Map || value instanceof Set ? [...value] : value;
}
