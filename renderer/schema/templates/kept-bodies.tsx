import { editRequest } from "../../actions/tabs.ts";
import { splitMethod } from "../../format/method-kind.ts";
import type { RequestDraft } from "../../state/drafts.ts";
import { forgetBody, putBack } from "../../state/kept-bodies.ts";

/** What was typed before another method or an example took its place, offered quietly. */
export function KeptBodies({ draft }: { readonly draft: RequestDraft }) {
  const [newest, ...older] = draft.keptBodies ?? [];
  if (newest === undefined) return null;
  const { name } = splitMethod(newest.method);
  const others = older.length === 0 ? "" : ` (and ${older.length} more)`;
  return (
    <div className="kept-bodies" role="status">
      <span>
        {newest.method === draft.method
          ? "What you typed before is kept"
          : `What you typed for ${name || "no method"} is kept`}
        {others}.
      </span>
      <button
        type="button"
        className="link"
        title={newest.messages[0]?.slice(0, 400)}
        onClick={() => editRequest(draft.id, (now) => putBack(now, newest))}
      >
        Put it back
      </button>
      <button
        type="button"
        className="quiet"
        onClick={() => editRequest(draft.id, (now) => forgetBody(now, newest))}
      >
        Forget it
      </button>
    </div>
  );
}
