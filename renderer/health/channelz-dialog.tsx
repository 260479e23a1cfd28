import { useEffect, useState } from "react";
import type { ChannelzView } from "../../core/contract/health.ts";
import { cancelOperation } from "../actions/connect.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { createStore } from "../state/store.ts";
import { useStore } from "../state/use-store.ts";
import { Modal } from "../ui/modal.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { askedServer } from "./asked-server.ts";
import { Entry } from "./channelz-entry.tsx";

/** The connection whose server is asked for its own connections; empty while nothing is shown. */
const shown = createStore("");

/** What the service is called. */
const SERVICE = "grpc.channelz.v1.Channelz";

/** True where a server's schema offers the service. */
export function offersChannelz(services: readonly { readonly fullName: string }[] | undefined): boolean {
  return services?.some(({ fullName }) => fullName === SERVICE) === true;
}

/** Shows a server's own connections. */
export function openChannelz(connectionId: string): void {
  shown.update(() => connectionId);
}

/** The servers, channels and sockets that a server tells of. */
export function ChannelzDialog() {
  const connectionId = useStore(shown, (state) => state);
  if (connectionId === "") return null;
  const close = () => shown.update(() => "");
  return (
    <Modal label="Channelz" className="channelz" onClose={close}>
      <Content connectionId={connectionId} onClose={close} />
    </Modal>
  );
}

function Content({ connectionId, onClose }: { readonly connectionId: string; readonly onClose: () => void }) {
  const [view, setView] = useState<ChannelzView>();
  const [problem, setProblem] = useState("");
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another turn is a reason to ask again
  useEffect(() => {
    const asked = askedServer(connectionId);
    if (asked === undefined) {
      setProblem("Name the address of a gRPC server first: its connections are asked of it.");
      return undefined;
    }
    const operationId = crypto.randomUUID();
    let current = true;
    void engine()
      .then((one) => one.readChannelz({ operationId, ...asked }))
      .then((read) => {
        if (!current) return;
        setView(read);
        setProblem("");
      })
      .catch((thrown: unknown) => {
        if (!current) return;
        const { message, hint } = toErrorRecord(thrown);
        setProblem(`${message} ${hint}`.trim());
      });
    return () => {
      current = false;
      void cancelOperation(operationId);
    };
  }, [connectionId, turn]);

  return (
    <>
      <header className="channelz-head">
        <h2>Connections, as the server tells them</h2>
        <button type="button" className="control button" onClick={() => setTurn((now) => now + 1)}>
          Ask again
        </button>
        <button type="button" className="control button" onClick={onClose}>
          Close
        </button>
      </header>
      {problem === "" ? null : (
        <p className="form-wrong" role="alert">
          {problem}
        </p>
      )}
      {view === undefined && problem === "" ? <Waiting stage="asking the server" /> : null}
      {view === undefined ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached by keys
        <section className="channelz-body" tabIndex={0} aria-label="Servers and channels">
          {view.entries.length === 0 ? <p className="quiet-note">It tells of none.</p> : null}
          {view.entries.map((entry) => (
            <Entry key={`${entry.kind} ${entry.id}`} entry={entry} />
          ))}
        </section>
      )}
    </>
  );
}
