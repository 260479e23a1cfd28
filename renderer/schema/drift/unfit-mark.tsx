import { useComposed } from "../../state/use-current.ts";
import { useStore } from "../../state/use-store.ts";
import { drifts } from "./drifts.ts";

/** A mark on a request that fitted its schema until that changed; gone once its message fits again. */
export function UnfitMark({ tabId }: { readonly tabId: string }) {
  const drift = useStore(drifts, (state) =>
    Object.values(state).find(({ drafts }) => drafts.some(({ id }) => id === tabId)),
  );
  const composed = useComposed(tabId);
  if (drift === undefined) return null;
  // The key of an encoding names the schema it was made with.
  const isNew = composed?.key.includes(`\n${drift.afterId}\n`) === true;
  const isMended = isNew && composed?.composition?.document !== undefined;
  return isMended ? null : (
    <span
      className="unfit-mark"
      role="img"
      aria-label="no longer fits"
      title="The schema changed: this request no longer fits."
    >
      !
    </span>
  );
}
