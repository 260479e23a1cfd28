import { type KeyboardEvent, useState } from "react";
import type { HistoryEntry } from "../../core/contract/history.ts";
import { counted } from "../format/sizes.ts";
import { SideFilter } from "../side/side-filter.tsx";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { historyState, openCall } from "./actions.ts";
import { CallActions } from "./call-actions.tsx";
import { Comparison } from "./comparison.tsx";
import { HistoryRow } from "./history-row.tsx";
import { useHistory } from "./use-history.ts";

const ROW_HEIGHT = 40;
const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};
/** Calls that may have come before the chosen one since it was chosen. */
const maximumMoved = 50;

/** A call that is chosen, and where it was in the list. */
interface Chosen {
  readonly id: string;
  readonly at: number;
  /** Counts the keys that chose it, so that it comes into view each time. */
  readonly turn: number;
}

/** The calls that were made: found by their texts, opened, sent again, compared, pinned. */
export function HistoryPanel() {
  const [query, setQuery] = useState("");
  const [pinned, setPinned] = useState(false);
  const [chosen, setChosen] = useState<Chosen>({ id: "", at: 0, turn: 0 });
  const { total, findings, get, ensure } = useHistory(query, pinned);
  const compared = useStore(historyState, (state) => state.compared);
  const at = placeOf(chosen, total, get);
  const focused = get(at);

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const step = STEPS[event.key] ?? 0;
    if (event.key === "Enter" && focused !== undefined) void openCall(focused);
    if (step === 0) return;
    event.preventDefault();
    const next = Math.min(total - 1, Math.max(0, at + step));
    setChosen({ id: get(next)?.id ?? "", at: next, turn: chosen.turn + 1 });
  }

  return (
    <>
      <SideFilter
        label="Search the history"
        placeholder="Search methods, texts, status…"
        value={query}
        onChange={setQuery}
      />
      <div className="history-line">
        <span>{counted(total, "call")}</span>
        <button type="button" className="quiet" aria-pressed={pinned} onClick={() => setPinned(!pinned)}>
          {pinned ? "All" : "Pinned"}
        </button>
      </div>
      {findings.map(({ code, message }) => (
        <p key={code} className="quiet-note" role="status">
          {message}
        </p>
      ))}
      {total === 0 ? (
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
          count={total}
          rowHeight={ROW_HEIGHT}
          shown={at}
          turn={chosen.turn}
          onKeyDown={walk}
          onWindow={ensure}
          renderRow={(index) => {
            const entry = get(index);
            return entry === undefined ? (
              <div key={index} className="history-row" aria-hidden="true" />
            ) : (
              <HistoryRow
                key={entry.id}
                id={`call-${index}`}
                entry={entry}
                focused={index === at}
                onFocus={() => setChosen({ ...chosen, id: entry.id, at: index })}
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

/** Where the chosen call is now: calls that were made since then stand before it. */
function placeOf(
  { id, at }: Chosen,
  total: number,
  get: (index: number) => HistoryEntry | undefined,
): number {
  for (let index = at; index <= at + maximumMoved; index++) if (get(index)?.id === id) return index;
  return Math.max(0, Math.min(at, total - 1));
}
