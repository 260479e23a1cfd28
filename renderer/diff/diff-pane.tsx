import { useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { compositions, drafts, edited, payloads, runs } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { candidatesFor } from "./candidates.ts";
import { CanonicalDifference } from "./canonical-difference.tsx";
import { Difference } from "./difference.tsx";

interface DiffPaneProps {
  readonly document: DocumentSummary;
  readonly tabId: string;
}

/** What a serializer would make of the message: there is always that to compare with. */
const CANONICAL = "canonical";

/** This message beside another one: fields and bytes that differ. */
export function DiffPane({ document, tabId }: DiffPaneProps) {
  const open = {
    drafts: useStore(drafts, (state) => state),
    payloads: useStore(payloads, (state) => state),
    edited: useStore(edited, (state) => state),
    compositions: useStore(compositions, (state) => state),
    runs: useStore(runs, (state) => state),
  };
  const candidates = candidatesFor(open, tabId, document.documentId);
  const [chosen, setChosen] = useState("");
  const other = candidates.find(({ id }) => id === chosen) ?? candidates[0];
  const isCanonical = other === undefined || chosen === CANONICAL;
  return (
    <div className="diff">
      <label className="diff-choice">
        Compared with
        <select
          className="control"
          aria-label="Compared with"
          value={isCanonical ? CANONICAL : other.id}
          onChange={(event) => setChosen(event.target.value)}
        >
          {candidates.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
          <option value={CANONICAL}>its canonical form</option>
        </select>
      </label>
      {isCanonical ? (
        <CanonicalDifference document={document} tabId={tabId} />
      ) : (
        <Difference before={other.document} after={document} />
      )}
    </div>
  );
}
