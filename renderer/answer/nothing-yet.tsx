import { connectDraft } from "../actions/connect.ts";
import { desktop } from "../engine/desktop.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";

/** What to do next, while there is no answer. */
export function NothingYet({ draft }: { readonly draft: RequestDraft }) {
  const schema = useSchema(draft.connectionId);
  const target = draft.servers.grpc.target.trim();
  if (schema === undefined && target !== "" && draft.channel === "grpc")
    return (
      <div className="nothing">
        <p>The schema of {target} has not been read yet.</p>
        <button type="button" className="control button first" onClick={() => void connectDraft(draft)}>
          Read it by reflection
        </button>
      </div>
    );
  if (schema === undefined)
    return <p className="nothing">Write an address, or open .proto files, to begin.</p>;
  if (draft.method === "")
    return <p className="nothing">Choose a method, in the row above or in the schema.</p>;
  return (
    <p className="nothing">
      Send with <kbd>{desktop().platform === "darwin" ? "⌘ ↵" : "Ctrl ↵"}</kbd>: the answer appears here.
    </p>
  );
}
