import { connectionLabel } from "../state/connections.ts";
import { connections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";

interface RuleSchemaProps {
  /** Empty for none. */
  readonly schemaId: string;
  readonly onChoose: (schemaId: string) => void;
}

/** Which schema's HTTP rules tell the methods of plain HTTP. */
export function RuleSchema({ schemaId, onChoose }: RuleSchemaProps) {
  const byId = useStore(connections, (state) => state.byId);
  const known = Object.values(byId).flatMap(({ schema, sources }) =>
    schema === undefined ? [] : [{ id: schema.schemaId, label: connectionLabel(sources) }],
  );
  if (known.length === 0) {
    return (
      <p className="import-note">
        These requests are plain HTTP. Open a schema with HTTP rules first, and their methods are found by it.
      </p>
    );
  }
  return (
    <label className="import-row">
      <span>Methods by the HTTP rules of</span>
      <select
        className="control"
        aria-label="Schema with the HTTP rules"
        value={schemaId}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">no schema</option>
        {known.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
