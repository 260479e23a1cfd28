import { useMemo, useState } from "react";
import type { SchemaChange, SchemaEffect } from "../../../core/contract/views.ts";
import { VirtualRows } from "../../ui/virtual-rows.tsx";
import { changeHead, changeValues, worst } from "./change-words.ts";

type Shown = "all" | SchemaEffect;

const SHOWN: readonly { readonly id: Shown; readonly label: string }[] = [
  { id: "all", label: "All" },
  { id: "breaking", label: "Breaking" },
  { id: "lossy", label: "Lossy" },
  { id: "compatible", label: "Compatible" },
];

/** Changes of a schema: what each does to bytes and to JSON, what it was, what it is and why. */
export function ChangeList({ changes }: { readonly changes: readonly SchemaChange[] }) {
  const [shown, setShown] = useState<Shown>("all");
  const [filter, setFilter] = useState("");
  const rows = useMemo(() => {
    const letters = filter.trim().toLowerCase();
    return changes.filter(
      (change) =>
        (shown === "all" || worst(change) === shown) && change.symbol.toLowerCase().includes(letters),
    );
  }, [changes, shown, filter]);
  return (
    <div className="changes">
      <div className="changes-bar">
        <fieldset className="segments">
          <legend className="hidden">Which changes</legend>
          {SHOWN.map(({ id, label }) => {
            const count =
              id === "all" ? changes.length : changes.filter((change) => worst(change) === id).length;
            return (
              <button
                key={id}
                type="button"
                className="segment"
                aria-pressed={shown === id}
                onClick={() => setShown(id)}
              >
                {label} {count}
              </button>
            );
          })}
        </fieldset>
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
      {rows.length === 0 ? (
        <p className="dialog-note">{changes.length === 0 ? "Nothing differs." : "No change is like that."}</p>
      ) : (
        <VirtualRows
          role="list"
          aria-label="Changes"
          tabIndex={0}
          className="change-rows"
          count={rows.length}
          rowHeight={44}
          renderRow={(index) => {
            const change = rows[index];
            return change === undefined ? null : <ChangeRow key={index} change={change} />;
          }}
        />
      )}
    </div>
  );
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
