import { cancelOperation } from "../actions/connect.ts";
import { send } from "../actions/send.ts";
import { desktop } from "../engine/desktop.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { staysOpen } from "../state/messages.ts";
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
  const words = staysOpen(draft) ? (run === undefined ? "Start" : "Start again") : "Send";
  return (
    <button type="button" className="send" onClick={() => void send(draft)}>
      {words} <kbd>{desktop().platform === "darwin" ? "⌘ ↵" : "Ctrl ↵"}</kbd>
    </button>
  );
}
