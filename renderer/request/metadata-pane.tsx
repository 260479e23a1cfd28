import { useRef } from "react";
import { editRequest } from "../actions/tabs.ts";
import { VariableInput } from "../environment/variable-input.tsx";
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
          <li key={row.id} className={`${row.enabled ? "" : "disabled"} ${isBinary(row) ? "binary" : ""}`}>
            <input
              type="checkbox"
              aria-label={`Send entry ${index + 1}`}
              checked={row.enabled}
              onChange={(event) => change(row.id, { enabled: event.target.checked })}
            />
            <VariableInput
              className="control mono"
              aria-label={`Name of entry ${index + 1}`}
              placeholder="name"
              spellCheck={false}
              value={row.name}
              onChange={(event) => change(row.id, { name: event.target.value })}
            />
            <VariableInput
              className="control mono"
              aria-label={`Value of entry ${index + 1}`}
              placeholder={valuePlaceholder(row)}
              spellCheck={false}
              value={row.value}
              onChange={(event) => change(row.id, { value: event.target.value })}
            />
            {isBinary(row) ? (
              <BinaryForm row={row} index={index} onChange={(part) => change(row.id, part)} />
            ) : null}
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
        Sent in this order. Names that end in -bin carry bytes: write them as base64, as hex, or as the JSON
        of a message. Entries are also sent when the schema is read by reflection.
      </p>
    </div>
  );
}

function isBinary({ name }: MetadataRow): boolean {
  return name.trim().toLowerCase().endsWith("-bin");
}

function valuePlaceholder(row: MetadataRow): string {
  if (!isBinary(row)) return "value";
  switch (row.form?.kind) {
    case "hex":
      return "08 96 01";
    case "json":
      return "{ … }";
    case undefined:
      return "base64";
  }
}

interface BinaryFormProps {
  readonly row: MetadataRow;
  readonly index: number;
  readonly onChange: (part: Partial<MetadataRow>) => void;
}

/** What the text of a binary value is written as. */
function BinaryForm({ row, index, onChange }: BinaryFormProps) {
  const { form } = row;
  return (
    <>
      <select
        className="control"
        aria-label={`Form of entry ${index + 1}`}
        value={form?.kind ?? "base64"}
        onChange={(event) => onChange({ form: formOf(event.target.value) })}
      >
        <option value="base64">base64</option>
        <option value="hex">hex</option>
        <option value="json">JSON of a message</option>
      </select>
      {form?.kind === "json" ? (
        <input
          className="control mono type-name"
          aria-label={`Message type of entry ${index + 1}`}
          placeholder="pkg.Message"
          spellCheck={false}
          value={form.typeName}
          onChange={(event) => onChange({ form: { kind: "json", typeName: event.target.value } })}
        />
      ) : null}
    </>
  );
}

function formOf(kind: string): MetadataRow["form"] {
  if (kind === "hex") return { kind };
  return kind === "json" ? { kind, typeName: "" } : undefined;
}
