import { openConnection } from "../actions/connect.ts";
import { openSchemaDialog } from "../schema/dialogs.ts";
import { SchemaProblems } from "../schema/sources/schema-problems.tsx";
import type { Connection } from "../state/connections.ts";

/** Why a schema could not be read, in the narrow column, and what can be done. */
export function ConnectionFailure({ connection }: { readonly connection: Connection }) {
  if (connection.error === undefined) return null;
  return (
    <div className="side-failure">
      <SchemaProblems connection={connection} />
      <div className="side-steps">
        <button type="button" className="link" onClick={() => void openConnection(connection.id)}>
          Try again
        </button>
        <button
          type="button"
          className="link"
          onClick={() => openSchemaDialog({ kind: "sources", connectionId: connection.id })}
        >
          Sources…
        </button>
      </div>
    </div>
  );
}
