import { type KeyboardEvent, useState } from "react";
import { counted } from "../format/sizes.ts";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { historyState, openCall } from "./actions.ts";
import { CallActions } from "./call-actions.tsx";
import { Comparison } from "./comparison.tsx";
import { HistoryRow } from "./history-row.tsx";
import { useHistory } from "./use-history.ts";

const ROW_HEIGHT = 40;

/** The calls that were made: found by their texts, opened, sent again, compared, pinned. */
export function HistoryPanel() {
  const [query, setQuery] = useState("");
  const [pinned, setPinned] = useState(false);
  const [focusedId, setFocusedId] = useState("");
  const { entries, total } = useHistory(query, pinned);
  const compared = useStore(historyState, (state) => state.compared);
  const at = Math.max(
    0,
    entries.findIndex(({ id }) => id === focusedId),
  );
  const focused = entries[at];

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (event.key === "Enter" && focused !== undefined) void openCall(focused);
    if (step === 0) return;
    event.preventDefault();
    setFocusedId(entries[Math.min(entries.length - 1, Math.max(0, at + step))]?.id ?? "");
  }

  return (
    <>
      <div className="side-filter">
        <input
          className="control"
          aria-label="Search the history"
          placeholder="Search methods, texts, status…"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <div className="history-line">
        <span>{counted(total, "call")}</span>
        <button type="button" className="quiet" aria-pressed={pinned} onClick={() => setPinned(!pinned)}>
          {pinned ? "All" : "Pinned"}
        </button>
      </div>
      {entries.length === 0 ? (
        <p className="quiet-note">
          {query === "" ? "Calls you make are kept here." : "No call has all of these words."}
        </p>
      ) : (
        <VirtualRows
          role="listbox"
          aria-label="Calls"
          aria-activedescendant={`call-${at}`}
          tabIndex={0}
          className="history-list"
          count={entries.length}
          rowHeight={ROW_HEIGHT}
          shown={at}
          onKeyDown={walk}
          renderRow={(index) => {
            const entry = entries[index];
            return entry === undefined ? null : (
              <HistoryRow
                key={entry.id}
                id={`call-${index}`}
                entry={entry}
                focused={index === at}
                onFocus={() => setFocusedId(entry.id)}
              />
            );
          }}
        />
      )}
      {focused === undefined ? null : <CallActions entry={focused} />}
      {compared === undefined ? null : <Comparison {...compared} />}
    </>
  );
}
