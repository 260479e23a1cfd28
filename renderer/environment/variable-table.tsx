import { changeRow, freeKey, repeatedNames, type VariableRow } from "./edits.ts";

interface VariableTableProps {
  readonly rows: readonly VariableRow[];
  /** False where there is nothing to keep secrets for. */
  readonly secrets: boolean;
  readonly onChange: (rows: readonly VariableRow[]) => void;
}

/** Names and values; the last row is always empty and waits. */
export function VariableTable({ rows, secrets, onChange }: VariableTableProps) {
  const repeated = repeatedNames(rows);
  const all = [...rows, { key: freeKey(rows), name: "", value: "" }];
  return (
    <table className="variables">
      <thead>
        <tr>
          <th scope="col">On</th>
          <th scope="col">Name</th>
          <th scope="col">Value</th>
          {secrets ? <th scope="col">Secret</th> : null}
          <th scope="col">
            <span className="hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {all.map((row, index) => (
          <Row
            key={row.key}
            row={row}
            secrets={secrets}
            isNew={index === rows.length}
            isRepeated={repeated.has(row.name.trim())}
            onChange={(part) => onChange(changeRow(rows, row.key, part))}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly row: VariableRow;
  readonly secrets: boolean;
  readonly isNew: boolean;
  readonly isRepeated: boolean;
  readonly onChange: (part: Partial<VariableRow>) => void;
}

function Row({ row, secrets, isNew, isRepeated, onChange }: RowProps) {
  const title = row.name || "a new variable";
  return (
    <tr className={row.disabled === true ? "disabled" : ""}>
      <td>
        <input
          type="checkbox"
          aria-label={`Use ${title}`}
          disabled={isNew}
          checked={row.disabled !== true}
          onChange={(event) => onChange({ disabled: !event.target.checked })}
        />
      </td>
      <td>
        <input
          className={`control mono ${isRepeated ? "invalid" : ""}`}
          aria-label="Name of a variable"
          aria-invalid={isRepeated}
          title={isRepeated ? "This name stands here more than once; the last one counts." : undefined}
          placeholder={isNew ? "name" : ""}
          spellCheck={false}
          value={row.name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
      </td>
      <td>
        <input
          className="control mono"
          aria-label={`Value of ${title}`}
          type={row.secret === true ? "password" : "text"}
          autoComplete="off"
          placeholder={isNew ? "value" : row.secret === true ? "from .env or the system" : ""}
          spellCheck={false}
          value={row.value ?? ""}
          onChange={(event) => onChange({ value: event.target.value })}
        />
      </td>
      {secrets ? (
        <td>
          <input
            type="checkbox"
            aria-label={`${row.name || "A new variable"} is a secret`}
            disabled={isNew}
            checked={row.secret === true}
            onChange={(event) => onChange({ secret: event.target.checked })}
          />
        </td>
      ) : null}
      <td>
        {isNew ? null : (
          <button
            type="button"
            className="quiet"
            aria-label={`Remove ${title}`}
            onClick={() => onChange({ name: "", value: "" })}
          >
            ×
          </button>
        )}
      </td>
    </tr>
  );
}
