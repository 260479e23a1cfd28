import { useState } from "react";
import { cancelOperation, openConnection } from "../../actions/connect.ts";
import { counted } from "../../format/sizes.ts";
import { type Connection, connectionLabel, methodCount } from "../../state/connections.ts";
import { useConnection } from "../../state/use-current.ts";
import { Modal, ModalHead } from "../../ui/modal.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { openSchemaDialog } from "../dialogs.ts";
import { addServer, addSource } from "./edit-sources.ts";
import { SchemaProblems } from "./schema-problems.tsx";
import { SourceItem } from "./source-item.tsx";

interface SourcesDialogProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** Where a connection's schema comes from: a list in which earlier ones win. Changes are read at once. */
export function SourcesDialog({ connectionId, onClose }: SourcesDialogProps) {
  const connection = useConnection(connectionId);
  if (connection === undefined) return null;
  const { sources } = connection;
  return (
    <Modal label="Schema sources" className="schema-dialog" onClose={onClose}>
      <ModalHead title={`Schema sources of ${connectionLabel(sources)}`} onLeave={onClose} />
      <div className="schema-dialog-body">
        <p className="dialog-note">
          All sources become one schema. Where two disagree, the one that comes first in this list is used.
        </p>
        <ol className="sources" aria-label="Sources">
          {sources.map((source, at) => (
            <SourceItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a source is known by its place in the list
              key={at}
              connection={connection}
              source={source}
              at={at}
            />
          ))}
        </ol>
        <AddSource connectionId={connectionId} />
        <Outcome connection={connection} />
      </div>
    </Modal>
  );
}

function AddSource({ connectionId }: { readonly connectionId: string }) {
  const [target, setTarget] = useState("");
  return (
    <div className="source-adders">
      <span>Add</span>
      <button type="button" className="control button" onClick={() => void addSource(connectionId, "proto")}>
        .proto files…
      </button>
      <button type="button" className="control button" onClick={() => void addSource(connectionId, "folder")}>
        Folder…
      </button>
      <button
        type="button"
        className="control button"
        onClick={() => void addSource(connectionId, "descriptor-set")}
      >
        Descriptor set…
      </button>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (target.trim() !== "") addServer(connectionId, target.trim());
          setTarget("");
        }}
      >
        <input
          className="control mono"
          aria-label="Server to ask by reflection"
          placeholder="host:port"
          spellCheck={false}
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
        <button type="submit" className="control button" disabled={target.trim() === ""}>
          Server
        </button>
      </form>
    </div>
  );
}

/** What came of the last reading: numbers, conflicts and what is missing. */
function Outcome({ connection }: { readonly connection: Connection }) {
  const { id, schema, phase, operationId, stage } = connection;
  const hasConflicts = schema?.findings.some(({ code }) => CONFLICTS.has(code)) === true;
  return (
    <section className="sources-outcome" aria-label="Outcome">
      <div className="sources-numbers">
        <span role="status">
          {phase === "opening"
            ? "Reading…"
            : schema === undefined
              ? "Not read."
              : `${counted(schema.services.length, "service")}, ${counted(methodCount(schema), "method")} and ${counted(schema.messageCount, "message")} from ${counted(schema.fileCount, "file")}.`}
        </span>
        {hasConflicts && connection.sources.length > 1 ? (
          <button
            type="button"
            className="control button"
            onClick={() => openSchemaDialog({ kind: "conflicts", connectionId: id })}
          >
            Where they disagree…
          </button>
        ) : null}
        <button type="button" className="control button first" onClick={() => void openConnection(id)}>
          Read it again
        </button>
      </div>
      {phase === "opening" ? (
        <Waiting stage={stage || "reading the schema"} onCancel={() => void cancelOperation(operationId)} />
      ) : null}
      <SchemaProblems connection={connection} />
    </section>
  );
}

const CONFLICTS: ReadonlySet<string> = new Set(["file-conflict", "duplicate-symbol"]);
