import { useRef } from "react";
import { editRequest } from "../actions/tabs.ts";
import type { MetadataRow, RequestDraft } from "../state/drafts.ts";
import { putMetadata, removeMetadata } from "../state/metadata.ts";

/** Metadata entries in the order they are sent; the last row is always empty and waits. */
export function MetadataPane({ draft }: { readonly draft: RequestDraft }) {
  const spare = useRef({ id: crypto.randomUUID() });
  if (draft.metadata.some((row) => row.id === spare.current.id)) spare.current = { id: crypto.randomUUID() };
  const rows: readonly MetadataRow[] = [
    ...draft.metadata,
    { id: spare.current.id, name: "", value: "", enabled: true },
  ];

  function change(id: string, part: Partial<MetadataRow>) {
    editRequest(draft.id, (now) => ({ ...now, metadata: putMetadata(now.metadata, id, part) }));
  }

  return (
    <div className="metadata">
      <ul aria-label="Metadata">
        {rows.map((row, index) => (
          <li key={row.id} className={row.enabled ? "" : "disabled"}>
            <input
              type="checkbox"
              aria-label={`Send entry ${index + 1}`}
              checked={row.enabled}
              onChange={(event) => change(row.id, { enabled: event.target.checked })}
            />
            <input
              className="control mono"
              aria-label={`Name of entry ${index + 1}`}
              placeholder="name"
              spellCheck={false}
              value={row.name}
              onChange={(event) => change(row.id, { name: event.target.value })}
            />
            <input
              className="control mono"
              aria-label={`Value of entry ${index + 1}`}
              placeholder={row.name.endsWith("-bin") ? "base64" : "value"}
              spellCheck={false}
              value={row.value}
              onChange={(event) => change(row.id, { value: event.target.value })}
            />
            {index < draft.metadata.length ? (
              <button
                type="button"
                className="quiet"
                aria-label={`Remove entry ${index + 1}`}
                onClick={() =>
                  editRequest(draft.id, (now) => ({ ...now, metadata: removeMetadata(now.metadata, row.id) }))
                }
              >
                ×
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <p className="quiet-note">
        Sent in this order. Names that end in -bin carry bytes: write them as base64. It is also sent when the
        schema is read by reflection.
      </p>
    </div>
  );
}
