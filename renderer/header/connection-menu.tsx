import { cancelOperation, chooseSchemaFiles, openConnection } from "../actions/connect.ts";
import { agoWords } from "../format/ago.ts";
import { counted } from "../format/sizes.ts";
import { askedServer } from "../health/asked-server.ts";
import { offersChannelz, openChannelz } from "../health/channelz-dialog.tsx";
import { openHealth } from "../health/health-dialog.tsx";
import { openSchemaDialog, type SchemaDialog } from "../schema/dialogs.ts";
import { drifts } from "../schema/drift/drifts.ts";
import { SchemaProblems } from "../schema/sources/schema-problems.tsx";
import { type Connection, methodCount } from "../state/connections.ts";
import { useStore } from "../state/use-store.ts";

interface ConnectionMenuProps {
  readonly connection: Connection;
  readonly onDone: () => void;
}

/** What is known of a connection, and what can be done with it. */
export function ConnectionMenu({ connection, onDone }: ConnectionMenuProps) {
  const { schema, readAt, phase, operationId } = connection;
  const drift = useStore(drifts, (state) => state[connection.id]);
  const run = (action: () => unknown) => () => {
    onDone();
    action();
  };
  const open = (kind: Exclude<SchemaDialog["kind"], "docs">) =>
    run(() => openSchemaDialog({ kind, connectionId: connection.id }));
  return (
    <>
      {schema === undefined ? null : (
        <p>
          {counted(schema.services.length, "service")} · {counted(methodCount(schema), "method")} ·{" "}
          {counted(schema.messageCount, "message")} in {counted(schema.fileCount, "file")}
          {readAt === undefined ? null : ` · read ${agoWords(Date.now() - readAt)}`}
        </p>
      )}
      <SchemaProblems connection={connection} />
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
        <button type="button" className="control button" onClick={open("sources")}>
          Sources…
        </button>
        {drift === undefined ? null : (
          <button type="button" className="control button" onClick={open("changes")}>
            What changed…
          </button>
        )}
        {phase === "ready" && askedServer(connection.id) !== undefined ? (
          <button type="button" className="control button" onClick={run(() => openHealth(connection.id))}>
            Health…
          </button>
        ) : null}
        {offersChannelz(schema?.services) ? (
          <button type="button" className="control button" onClick={run(() => openChannelz(connection.id))}>
            Channelz…
          </button>
        ) : null}
        {schema === undefined ? null : (
          <>
            <button type="button" className="control button" onClick={open("compare")}>
              Compare…
            </button>
            <button type="button" className="control button" onClick={open("export")}>
              Export…
            </button>
          </>
        )}
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
