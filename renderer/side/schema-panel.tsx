import { cancelOperation, openConnection } from "../actions/connect.ts";
import { windowHint } from "../answer/next-steps.ts";
import type { Connection } from "../state/connections.ts";
import { useCurrentConnection } from "../state/use-current.ts";
import { Waiting } from "../ui/waiting.tsx";
import { SchemaTree } from "./schema-tree.tsx";

/** What the server in front offers. */
export function SchemaPanel() {
  const connection = useCurrentConnection();
  if (connection === undefined)
    return (
      <p className="quiet-note">Connect to a server or open .proto files: their services are listed here.</p>
    );
  return (
    <>
      {connection.phase === "opening" ? (
        <Waiting
          stage={connection.stage || "reading the schema"}
          onCancel={() => void cancelOperation(connection.operationId)}
        />
      ) : null}
      {connection.phase === "failed" ? <Failed connection={connection} /> : null}
      {connection.schema === undefined ? null : (
        <SchemaTree key={connection.id} connectionId={connection.id} schema={connection.schema} />
      )}
    </>
  );
}

function Failed({ connection }: { readonly connection: Connection }) {
  const { error } = connection;
  return (
    <div className="side-failure" role="alert">
      <p>{error?.message}</p>
      <p className="failure-hint">{windowHint(error?.hint ?? "")}</p>
      <button type="button" className="link" onClick={() => void openConnection(connection.id)}>
        Try again
      </button>
    </div>
  );
}
