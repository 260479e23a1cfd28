import { cancelOperation } from "../actions/connect.ts";
import { DriftNotice } from "../schema/drift/drift-notice.tsx";
import { useCurrentConnection } from "../state/use-current.ts";
import { Waiting } from "../ui/waiting.tsx";
import { ConnectionFailure } from "./connection-failure.tsx";
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
      {connection.phase === "failed" ? <ConnectionFailure connection={connection} /> : null}
      <DriftNotice connectionId={connection.id} />
      {connection.schema === undefined ? null : (
        <SchemaTree key={connection.id} connectionId={connection.id} schema={connection.schema} />
      )}
    </>
  );
}
