import { connectionLabel } from "../../state/connections.ts";
import { connections } from "../../state/stores.ts";
import { useComposed } from "../../state/use-current.ts";
import { useStore } from "../../state/use-store.ts";
import { drifts } from "./drifts.ts";
import { markTitle } from "./unfit-words.ts";

/** A mark on a request that fitted its schema until that changed; gone once its message fits again. */
export function UnfitMark({ tabId }: { readonly tabId: string }) {
  const byConnection = useStore(drifts, (state) => state);
  const composed = useComposed(tabId);
  const [found] = Object.entries(byConnection).flatMap(([connectionId, { drafts, afterId }]) =>
    drafts.filter(({ id }) => id === tabId).map((check) => ({ connectionId, afterId, check })),
  );
  if (found === undefined) return null;
  // The key of an encoding names the schema it was made with.
  const isNew = composed?.key.includes(`\n${found.afterId}\n`) === true;
  const isMended = isNew && composed?.composition?.document !== undefined;
  return isMended ? null : (
    <span
      className="unfit-mark"
      role="img"
      aria-label="no longer fits"
      title={markTitle(schemaName(found.connectionId), found.check)}
    >
      !
    </span>
  );
}

/** What a connection's schema is of. */
export function schemaName(connectionId: string): string {
  return connectionLabel(connections.get().byId[connectionId]?.sources ?? []);
}
