import { useRef } from "react";
import { editRequest } from "../actions/tabs.ts";
import type { MetadataRow, RequestDraft } from "../state/drafts.ts";
import { moveMetadata, putMetadata, removeMetadata } from "../state/metadata.ts";
import { MetadataEntryRow } from "./metadata-row.tsx";

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

  function move(id: string, by: -1 | 1) {
    editRequest(draft.id, (now) => ({ ...now, metadata: moveMetadata(now.metadata, id, by) }));
  }

  function remove(id: string) {
    editRequest(draft.id, (now) => ({ ...now, metadata: removeMetadata(now.metadata, id) }));
  }

  return (
    <div className="metadata">
      <ul aria-label="Metadata">
        {rows.map((row, index) => (
          <MetadataEntryRow
            key={row.id}
            row={row}
            position={index + 1}
            onChange={(part) => change(row.id, part)}
            onMove={(by) => move(row.id, by)}
            onRemove={index < draft.metadata.length ? () => remove(row.id) : undefined}
          />
        ))}
      </ul>
      <p className="quiet-note">
        Sent in this order; Alt ↑ and Alt ↓ move an entry. Names that end in -bin carry bytes: write them as
        base64, as hex, or as the JSON of a message. Entries are also sent when the schema is read by
        reflection.
      </p>
    </div>
  );
}
