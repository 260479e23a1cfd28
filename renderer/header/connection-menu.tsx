import { cancelOperation, chooseSchemaFiles, openConnection } from "../actions/connect.ts";
import { addImportFolder } from "../actions/import-folder.ts";
import { wantsImportFolder } from "../answer/next-steps.ts";
import { counted } from "../format/sizes.ts";
import { ConnectionFailure } from "../side/connection-failure.tsx";
import { type Connection, methodCount } from "../state/connections.ts";
import { FindingList } from "../ui/finding-list.tsx";

interface ConnectionMenuProps {
  readonly connection: Connection;
  readonly onDone: () => void;
}

/** What is known of a connection, and what can be done with it. */
export function ConnectionMenu({ connection, onDone }: ConnectionMenuProps) {
  const { schema, phase, operationId } = connection;
  const run = (action: () => unknown) => () => {
    onDone();
    action();
  };
  return (
    <>
      {schema === undefined ? null : (
        <p>
          {counted(schema.services.length, "service")} · {counted(methodCount(schema), "method")} ·{" "}
          {counted(schema.messageCount, "message")} in {counted(schema.fileCount, "file")}
        </p>
      )}
      {phase === "failed" ? <ConnectionFailure connection={connection} /> : null}
      {schema === undefined || schema.findings.length === 0 ? null : (
        <FindingList findings={schema.findings} label="Findings of the schema" />
      )}
      <div className="steps">
        {phase === "opening" ? (
          <button type="button" className="control button" onClick={run(() => cancelOperation(operationId))}>
            Cancel
          </button>
        ) : (
          <button
            type="button"
            className="control button first"
            onClick={run(() => openConnection(connection.id))}
          >
            {schema === undefined ? "Read the schema" : "Read it again"}
          </button>
        )}
        {schema?.findings.some(wantsImportFolder) === true ? (
          <button
            type="button"
            className="control button"
            onClick={run(() => addImportFolder(connection.id))}
          >
            Add an import folder…
          </button>
        ) : null}
        <button type="button" className="control button" onClick={run(() => chooseSchemaFiles("proto"))}>
          Open .proto files…
        </button>
        <button
          type="button"
          className="control button"
          onClick={run(() => chooseSchemaFiles("descriptor-set"))}
        >
          Open a descriptor set…
        </button>
      </div>
    </>
  );
}
