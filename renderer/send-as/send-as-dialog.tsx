import { useState } from "react";
import type { ChannelKind } from "../../core/contract/params.ts";
import type { DocumentSummary, SchemaSummary } from "../../core/contract/views.ts";
import { formatBytes } from "../format/sizes.ts";
import { ChannelSelect } from "../request/channel-select.tsx";
import { MethodList } from "../request/method-list.tsx";
import type { Connection } from "../state/connections.ts";
import { newRequest, type PayloadDraft } from "../state/drafts.ts";
import { type Servers, serverOf, serversFor, withServer } from "../state/servers.ts";
import { drafts } from "../state/stores.ts";
import { useCurrentConnection } from "../state/use-current.ts";
import { Modal } from "../ui/modal.tsx";
import { sendAs } from "./send-as.ts";
import { likelyMethod, likelyServers } from "./targets.ts";

interface SendAsDialogProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
  readonly onClose: () => void;
}

/** Chooses the method, the channel and the server, and sends exactly these bytes. */
export function SendAsDialog({ draft, document, onClose }: SendAsDialogProps) {
  const connection = useCurrentConnection();
  return (
    <Modal label="Send as…" className="sheet send-as" onClose={onClose}>
      <h2 className="sheet-title">Send these {formatBytes(document.byteLength)} as a message of …</h2>
      {connection?.schema === undefined ? (
        <p className="sheet-body">
          No schema is open: connect to a server or open .proto files first, so that there are methods to
          call.
        </p>
      ) : (
        <Choices
          connection={connection}
          schema={connection.schema}
          document={document}
          title={draft.title}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

interface ChoicesProps {
  readonly connection: Connection;
  readonly schema: SchemaSummary;
  readonly document: DocumentSummary;
  readonly title: string;
  readonly onClose: () => void;
}

function Choices({ connection, schema, document, onClose }: ChoicesProps) {
  const [method, setMethod] = useState(() => likelyMethod(schema, document.typeName));
  const [channel, setChannel] = useState<ChannelKind>("grpc");
  const [servers, setServers] = useState<Servers>(() =>
    likelyServers(drafts.get().tabs, connection, newRequest("").servers),
  );
  const server = serverOf(servers, channel);
  const ready = method !== "" && server.target.trim() !== "";
  return (
    <form
      className="send-as-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onClose();
        void sendAs(document, { connectionId: connection.id, schema, method, channel, servers });
      }}
    >
      <div className="send-as-methods">
        <MethodList schema={schema} chosen={method} onChoose={setMethod} />
      </div>
      <p className="send-as-chosen mono" role="status">
        {method === "" ? "Choose a method." : method}
      </p>
      <div className="send-as-where">
        <ChannelSelect
          value={channel}
          onChange={(next) => {
            setChannel(next);
            setServers(serversFor(servers, next));
          }}
        />
        <input
          className="control mono"
          aria-label="Address"
          placeholder={channel === "grpc" ? "localhost:50051" : "http://localhost:8080"}
          spellCheck={false}
          value={server.target}
          onChange={(event) =>
            setServers(withServer(servers, channel, { ...server, target: event.target.value }))
          }
        />
        <button type="submit" className="send" disabled={!ready}>
          Send {formatBytes(document.byteLength)}
        </button>
      </div>
    </form>
  );
}
