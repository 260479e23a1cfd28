import { useId } from "react";
import { VariableInput } from "../environment/variable-input.tsx";
import type { MetadataRow } from "../state/drafts.ts";
import { isBinary, rowProblem } from "../state/metadata.ts";

interface MetadataEntryRowProps {
  readonly row: MetadataRow;
  /** From 1. */
  readonly position: number;
  readonly onChange: (part: Partial<MetadataRow>) => void;
  readonly onMove: (by: -1 | 1) => void;
  /** Undefined for the empty row that waits at the end. */
  readonly onRemove: (() => void) | undefined;
}

/** One entry: whether it is sent, its name, its value and, for bytes, what the value is written as. */
export function MetadataEntryRow({ row, position, onChange, onMove, onRemove }: MetadataEntryRowProps) {
  const id = useId();
  const problem = rowProblem(row);
  const wrong = { "aria-invalid": problem !== "", "aria-describedby": problem === "" ? undefined : id };
  return (
    <li
      className={`${row.enabled ? "" : "disabled"} ${isBinary(row) ? "binary" : ""}`}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
        event.preventDefault();
        onMove(event.key === "ArrowUp" ? -1 : 1);
        // A field that is moved in the document loses the focus.
        const field = event.target;
        requestAnimationFrame(() => field instanceof HTMLElement && field.focus());
      }}
    >
      <input
        type="checkbox"
        aria-label={`Send entry ${position}`}
        checked={row.enabled}
        onChange={(event) => onChange({ enabled: event.target.checked })}
      />
      <VariableInput
        className="control mono"
        aria-label={`Name of entry ${position}`}
        placeholder="name"
        spellCheck={false}
        value={row.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <VariableInput
        className={`control mono ${problem === "" ? "" : "invalid"}`}
        aria-label={`Value of entry ${position}`}
        placeholder={valuePlaceholder(row)}
        spellCheck={false}
        {...wrong}
        value={row.value}
        onChange={(event) => onChange({ value: event.target.value })}
      />
      {isBinary(row) ? <BinaryForm row={row} position={position} onChange={onChange} /> : null}
      {onRemove === undefined ? null : (
        <button
          type="button"
          className="quiet remove"
          aria-label={`Remove entry ${position}`}
          onClick={onRemove}
        >
          ×
        </button>
      )}
      {problem === "" ? null : (
        <p id={id} className="form-wrong">
          {problem}
        </p>
      )}
    </li>
  );
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
  readonly position: number;
  readonly onChange: (part: Partial<MetadataRow>) => void;
}

/** What the text of a binary value is written as. */
function BinaryForm({ row, position, onChange }: BinaryFormProps) {
  const { form } = row;
  return (
    <>
      <select
        className="control"
        aria-label={`Form of entry ${position}`}
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
          aria-label={`Message type of entry ${position}`}
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
