import { useState } from "react";
import type { HistoryEntry } from "../../core/contract/history.ts";
import { formatWhen } from "../format/when.ts";
import { useStore } from "../state/use-store.ts";
import {
  compareCall,
  historyState,
  markCall,
  namePin,
  openCall,
  saveCall,
  sendAgain,
  togglePin,
} from "./actions.ts";

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
      <button type="button" className="quiet" onClick={() => void saveCall(entry)}>
        Save…
      </button>
      <button type="button" className="quiet" onClick={() => void togglePin(entry)}>
        {entry.pinned === undefined ? "Pin" : "Unpin"}
      </button>
      {entry.pinned === undefined ? null : <PinName key={entry.id} entry={entry} name={entry.pinned} />}
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

/** The name that a pinned call has as an example; changed in its place. */
function PinName({ entry, name: before }: { readonly entry: HistoryEntry; readonly name: string }) {
  const [name, setName] = useState(before);
  const end = () => {
    if (name.trim() === "" || name.trim() === before) setName(before);
    else void namePin(entry, name.trim());
  };
  return (
    <input
      className="control pin-name"
      aria-label="Name of the pinned call"
      maxLength={200}
      spellCheck={false}
      value={name}
      onChange={(event) => setName(event.target.value)}
      onBlur={end}
      onKeyDown={(event) => {
        if (event.key === "Enter") end();
        if (event.key === "Escape") setName(before);
      }}
    />
  );
}
