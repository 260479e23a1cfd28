/** Differences of two schemas in pages: a face shows some rows of what may be a hundred thousand. */
import type { ChangePage, ReadChangesRequest } from "../../contract/schema.ts";
import type { SchemaChange } from "../../contract/views.ts";
import type { Parts } from "../parts.ts";
import { diffPart } from "../rooms.ts";

/** Comparisons that are kept: a page after another, and one filter after another, compare nothing again. */
const maxKept = 4;

/** Changes that are looked through; those beyond are counted. */
const maxChanges = 100_000;

/** A reader of pages. Rejects with `not-found` when a schema is not open any more. */
export function createChangeReader({
  schemas,
}: Pick<Parts, "schemas">): (request: ReadChangesRequest) => Promise<ChangePage> {
  const kept = new Map<string, readonly SchemaChange[]>();

  async function changesOf(before: string, after: string): Promise<readonly SchemaChange[]> {
    const key = `${before} ${after}`;
    const { diffSchemas } = await diffPart();
    const changes = kept.get(key) ?? diffSchemas(schemas.get(before), schemas.get(after), maxChanges);
    kept.delete(key);
    kept.set(key, changes);
    const [oldest] = kept.keys();
    if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
    return changes;
  }

  return async ({ before, after, effect, query = "", start, end }) => {
    const changes = await changesOf(before, after);
    const { countChanges, worstEffect } = await diffPart();
    const letters = query.trim().toLowerCase();
    const found = changes.filter(
      (change) =>
        (effect === undefined || worstEffect(change) === effect) &&
        change.symbol.toLowerCase().includes(letters),
    );
    return { counts: countChanges(changes), total: found.length, changes: found.slice(start, end) };
  };
}
