import type { HistoryEntry } from "../../core/contract/history.ts";
import { formatWhen } from "../format/when.ts";
import { useStore } from "../state/use-store.ts";
import { compareCall, historyState, markCall, openCall, sendAgain, togglePin } from "./actions.ts";

/** What can be done with the call that is chosen. An opened one is saved into a collection as any request is. */
export function CallActions({ entry }: { readonly entry: HistoryEntry }) {
  const marked = useStore(historyState, (state) => state.marked);
  return (
    <div className="history-actions">
      <button type="button" className="quiet" onClick={() => void openCall(entry)}>
        Open
      </button>
      <button type="button" className="quiet" onClick={() => void sendAgain(entry)}>
        Send again
      </button>
      <button type="button" className="quiet" onClick={() => void togglePin(entry)}>
        {entry.pinned === undefined ? "Pin" : "Unpin"}
      </button>
      {marked === undefined || marked.id === entry.id ? (
        <button
          type="button"
          className="quiet"
          aria-pressed={marked?.id === entry.id}
          onClick={() => markCall(entry)}
        >
          {marked?.id === entry.id ? "Choose another…" : "Compare…"}
        </button>
      ) : (
        <button type="button" className="quiet" onClick={() => void compareCall(entry)}>
          Compare with {formatWhen(new Date(marked.startedAt), new Date())}
        </button>
      )}
    </div>
  );
}
