/** Which bodies fitted an older schema and do not fit a newer one. */
import type { Engine } from "../../../core/contract/engine.ts";
import type { BodyCheck, SavedCheck } from "../../../core/contract/schema.ts";
import type { Connection } from "../../state/connections.ts";
import type { RequestDraft } from "../../state/drafts.ts";
import { drafts } from "../../state/stores.ts";
import { openCollectionPaths } from "./open-collections.ts";

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
  for (const path of openCollectionPaths()) {
    const [old, fresh] = await Promise.all([
      one.checkCollection({ schemaId: before, path }),
      one.checkCollection({ schemaId: after, path }),
    ]);
    saved.push(...newlyUnfit(old, fresh));
  }
  return { drafts: newlyUnfit(then, now), saved };
}

/** A service that is gone altogether is told by the changes; its requests count as unfit too. */
function newlyUnfit<Check extends BodyCheck>(
  then: readonly Check[],
  now: readonly Check[],
): readonly Check[] {
  const fitted = new Set(then.filter(({ outcome }) => outcome === "fits").map(({ id }) => id));
  return now.filter(({ id, outcome }) => outcome !== "fits" && fitted.has(id));
}
