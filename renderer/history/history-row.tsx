import type { HistoryEntry } from "../../core/contract/history.ts";
import { splitMethod } from "../format/method-kind.ts";
import { formatDuration } from "../format/sizes.ts";
import { formatWhen } from "../format/when.ts";
import { openCall } from "./actions.ts";

interface HistoryRowProps {
  readonly id: string;
  readonly entry: HistoryEntry;
  readonly focused: boolean;
  readonly onFocus: () => void;
}

/** One call: how it ended, which method, when, how long; a double click opens it. */
export function HistoryRow({ id, entry, focused, onFocus }: HistoryRowProps) {
  const { method, target, statusCode, startedAt, duration, name, environment, pinned } = entry;
  const when = new Date(startedAt);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={focused}
      className={`history-row ${focused ? "active" : ""}`}
      title={`${method}\n${target}${environment === "" ? "" : ` · ${environment}`}\n${when.toLocaleString()}`}
      onClick={onFocus}
      onDoubleClick={() => void openCall(entry)}
    >
      <span
        className={`dot ${statusCode === 0 ? "ok" : "error"}`}
        role="img"
        aria-label={statusCode === 0 ? "OK" : `code ${statusCode}`}
      />
      <span className="history-words">
        <span className="side-name">{pinned ?? (name || splitMethod(method).name)}</span>
        <span className="history-place">{target}</span>
      </span>
      <span className="side-end">
        {pinned === undefined ? "" : "pinned · "}
        {formatDuration(duration)}
        <br />
        {formatWhen(when, new Date())}
      </span>
    </div>
  );
}
