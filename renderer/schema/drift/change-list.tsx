import { useState } from "react";
import type { SchemaChange, SchemaEffect } from "../../../core/contract/views.ts";
import { ChoiceSwitch } from "../../ui/choice-switch.tsx";
import { ErrorRecordView } from "../../ui/error-record-view.tsx";
import { VirtualRows } from "../../ui/virtual-rows.tsx";
import { changeHead, changeValues } from "./change-words.ts";
import { type ChangesHead, type Shown, useChanges } from "./use-changes.ts";

const SHOWN: readonly (readonly [id: Shown, label: string])[] = [
  ["all", "All"],
  ["breaking", "Breaking"],
  ["lossy", "Lossy"],
  ["compatible", "Compatible"],
];

interface ChangeListProps {
  /** Ids of two schemas that are open. */
  readonly before: string;
  readonly after: string;
}

/** Changes of a schema: what each does to bytes and to JSON, what it was, what it is and why. */
export function ChangeList({ before, after }: ChangeListProps) {
  const [shown, setShown] = useState<Shown>("all");
  const [filter, setFilter] = useState("");
  const { head, error, get, ensure } = useChanges(before, after, shown, filter);
  if (error !== undefined) return <ErrorRecordView error={error} />;
  return (
    <div className="changes">
      <div className="changes-bar">
        <ChoiceSwitch
          legend="Which changes"
          className="segments"
          choices={SHOWN.map(([id, label]) => [id, `${label} ${head?.counts[id] ?? "…"}`])}
          value={shown}
          onChoose={setShown}
        />
        <input
          className="control"
          aria-label="Filter the changes"
          placeholder="Filter…"
          spellCheck={false}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <div className="change-row change-head" aria-hidden="true">
        <span>wire</span>
        <span>JSON</span>
        <span>change</span>
      </div>
      {head === undefined || head.total === 0 ? (
        <p className="dialog-note">{emptyWords(head)}</p>
      ) : (
        <VirtualRows
          role="list"
          aria-label="Changes"
          tabIndex={0}
          className="change-rows"
          count={head.total}
          rowHeight={44}
          onWindow={ensure}
          renderRow={(index) => {
            const change = get(index);
            return change === undefined ? null : <ChangeRow key={index} change={change} />;
          }}
        />
      )}
    </div>
  );
}

function emptyWords(head: ChangesHead | undefined): string {
  if (head === undefined) return "Comparing…";
  return head.counts.all === 0 ? "Nothing differs." : "No change is like that.";
}

function ChangeRow({ change }: { readonly change: SchemaChange }) {
  const { symbol, wire, json, why } = change;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the list draws only the rows in view
    <div role="listitem" className="change-row" title={`${symbol}\n${why}`}>
      <Effect side="on the wire" effect={wire} />
      <Effect side="in JSON" effect={json} />
      <span className="change-words">
        <span className="change-line">
          <span className="change-kind">{changeHead(change)}</span> <code>{symbol}</code>{" "}
          <span className="change-values">{changeValues(change)}</span>
        </span>
        <span className="change-why">{why}</span>
      </span>
    </div>
  );
}

function Effect({ side, effect }: { readonly side: string; readonly effect: SchemaEffect }) {
  return (
    <span className={`effect ${effect}`}>
      {effect === "compatible" ? "same" : effect}
      <span className="hidden"> {side}</span>
    </span>
  );
}
