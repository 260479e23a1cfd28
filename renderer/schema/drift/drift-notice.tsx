import { useStore } from "../../state/use-store.ts";
import { openSchemaDialog } from "../dialogs.ts";
import { driftWords } from "./change-words.ts";
import { drifts, markSeen } from "./drifts.ts";
import { sinceWords } from "./since-words.ts";

/** A quiet line over the schema: it changed, and by how much. Gone once it was looked at. */
export function DriftNotice({ connectionId }: { readonly connectionId: string }) {
  const drift = useStore(drifts, (state) => state[connectionId]);
  if (drift === undefined || drift.isSeen) return null;
  const unfit = drift.drafts.length + drift.saved.length;
  return (
    <div className={`drift-notice ${unfit > 0 ? "unfit-notice" : ""}`} role="status">
      <p>
        The schema changed since {sinceWords(drift.since)}:{" "}
        {driftWords(drift.counts, drift.drafts.length, drift.saved.length)}.
      </p>
      <div className="side-steps">
        <button
          type="button"
          className="link"
          onClick={() => openSchemaDialog({ kind: "changes", connectionId })}
        >
          Show what changed
        </button>
        <button type="button" className="link" onClick={() => markSeen(connectionId)}>
          Put away
        </button>
      </div>
    </div>
  );
}
