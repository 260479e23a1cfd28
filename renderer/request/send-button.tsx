import { cancelOperation } from "../actions/connect.ts";
import { send } from "../actions/send.ts";
import { desktop } from "../engine/desktop.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useRun } from "../state/use-current.ts";

/** Sends; while the call runs, ends it. */
export function SendButton({ draft }: { readonly draft: RequestDraft }) {
  const run = useRun(draft.id);
  if (run?.phase === "running")
    return (
      <button type="button" className="send cancel" onClick={() => void cancelOperation(run.operationId)}>
        Cancel <kbd>Esc</kbd>
      </button>
    );
  return (
    <button type="button" className="send" onClick={() => void send(draft)}>
      Send <kbd>{desktop().platform === "darwin" ? "⌘ ↵" : "Ctrl ↵"}</kbd>
    </button>
  );
}
