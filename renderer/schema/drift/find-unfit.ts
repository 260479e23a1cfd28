/** Which bodies fitted an older schema and do not fit a newer one. */
import type { Engine } from "../../../core/contract/engine.ts";
import type { BodyCheck, SavedCheck } from "../../../core/contract/schema.ts";
import { collections } from "../../collections/store.ts";
import type { Connection } from "../../state/connections.ts";
import type { RequestDraft } from "../../state/drafts.ts";
import { drafts } from "../../state/stores.ts";

/** Requests that fitted before: open ones by their tab, saved ones by their file. */
export interface Unfit {
  readonly drafts: readonly BodyCheck[];
  readonly saved: readonly SavedCheck[];
}

/** Open requests of the connection, and saved requests of the open collections. */
export async function findUnfit(
  one: Engine,
  connection: Connection,
  before: string,
  after: string,
): Promise<Unfit> {
  const bodies = drafts
    .get()
    .tabs.filter((tab): tab is RequestDraft => tab.kind === "request")
    .filter((tab) => tab.connectionId === connection.id && tab.method !== "")
    .map(({ id, method, messages }) => ({ id, method, messages: [...messages] }));
  const [then, now] = await Promise.all([
    one.checkBodies({ schemaId: before, bodies }),
    one.checkBodies({ schemaId: after, bodies }),
  ]);
  const saved: SavedCheck[] = [];
  for (const { path } of collections.get().open) saved.push(...(await unfitSaved(one, path, before, after)));
  return { drafts: newlyUnfit(then, now), saved };
}

/** Saved requests of one collection. */
export async function unfitSaved(
  one: Engine,
  path: string,
  before: string,
  after: string,
): Promise<readonly SavedCheck[]> {
  looked.add(lookedKey(path, after));
  const then = await one.checkCollection({ schemaId: before, path });
  if (then.length === 0) return [];
  return newlyUnfit(then, await one.checkCollection({ schemaId: after, path }));
}

/** Collections that were checked against a schema. */
const looked = new Set<string>();

/** True when all requests of a collection were checked against a schema before. */
export function wasLookedAt(path: string, schemaId: string): boolean {
  return looked.has(lookedKey(path, schemaId));
}

function lookedKey(path: string, schemaId: string): string {
  return `${schemaId}\n${path}`;
}

/** A body that is not looked at any more is of a service that is gone: it does not fit either. */
function newlyUnfit<Check extends BodyCheck>(
  then: readonly Check[],
  now: readonly Check[],
): readonly Check[] {
  const byId = new Map(now.map((check) => [check.id, check]));
  return then
    .filter(({ outcome }) => outcome === "fits")
    .map((check): Check => byId.get(check.id) ?? { ...check, outcome: "other-schema" })
    .filter(({ outcome }) => outcome !== "fits");
}
