import { useEffect, useMemo, useState } from "react";
import { createStore } from "../state/store.ts";
import { useConnection } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { Modal, ModalHead } from "../ui/modal.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { type AskedServer, askedServer } from "./asked-server.ts";
import { type Health, watchHealth } from "./watch-health.ts";
import { MOST_WATCHED, watchedServices } from "./watched-services.ts";
import { healthWords } from "./words.ts";

/** The connection whose server is asked; empty while nothing is shown. */
const shown = createStore("");

/** Shows the health of a server and of each of its services. */
export function openHealth(connectionId: string): void {
  shown.update(() => connectionId);
}

/** What a server tells of its health while the dialogue is open. */
export function HealthDialog() {
  const connectionId = useStore(shown, (state) => state);
  if (connectionId === "") return null;
  const close = () => shown.update(() => "");
  return (
    <Modal label="Health" className="health" onClose={close}>
      <Content connectionId={connectionId} onClose={close} />
    </Modal>
  );
}

function Content({ connectionId, onClose }: { readonly connectionId: string; readonly onClose: () => void }) {
  const asked = useMemo(() => askedServer(connectionId), [connectionId]);
  const services = useConnection(connectionId)?.schema?.services ?? [];
  const named = services.map(({ fullName }) => fullName).filter((name) => !name.startsWith("grpc."));
  const [query, setQuery] = useState("");
  const { names, words } = watchedServices(named, query);
  const health = useHealth(asked, "");
  if (asked === undefined || health?.state === "NONE")
    return (
      <>
        <ModalHead title="Health" onLeave={onClose} />
        <p className="quiet-note">
          {health?.words ?? "Name the address of a gRPC server first: health is asked of it."}
        </p>
      </>
    );
  return (
    <>
      <ModalHead title={`Health of ${asked.server.target}`} onLeave={onClose} />
      {health === undefined ? <Waiting stage="asking the server" /> : null}
      {named.length > MOST_WATCHED ? (
        <input
          className="control health-filter"
          type="search"
          aria-label="Filter the services"
          placeholder="Filter…"
          spellCheck={false}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where there are many, by keys too */}
      <div className="health-body" tabIndex={0}>
        <table>
          <thead className="hidden">
            <tr>
              <th scope="col">Service</th>
              <th scope="col">State</th>
              <th scope="col">Since</th>
            </tr>
          </thead>
          <tbody>
            <Row name="The server as a whole" health={health} />
            {names.map((name) => (
              <Service key={name} asked={asked} name={name} />
            ))}
          </tbody>
        </table>
      </div>
      {words === "" ? null : (
        <p className="health-note" role="status">
          {words}
        </p>
      )}
      <p className="muted health-note">Each change is told as it comes (grpc.health.v1 Watch).</p>
    </>
  );
}

function Service({ asked, name }: { readonly asked: AskedServer; readonly name: string }) {
  return <Row name={name} health={useHealth(asked, name)} />;
}

interface TimedHealth extends Health {
  /** When it came to be so. */
  readonly since: Date;
}

function Row({ name, health }: { readonly name: string; readonly health: TimedHealth | undefined }) {
  const { words, tone } = healthWords(health?.state);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={tone} title={health?.words}>
        <span className={`dot ${tone || "off"}`} aria-hidden="true" />
        {words || "…"}
      </td>
      <td className="muted mono">{health === undefined ? "" : health.since.toLocaleTimeString("en-GB")}</td>
    </tr>
  );
}

/** The health of a service while the component is there. */
function useHealth(asked: AskedServer | undefined, service: string): TimedHealth | undefined {
  const [health, setHealth] = useState<TimedHealth>();
  useEffect(() => {
    if (asked === undefined) return undefined;
    return watchHealth(asked, service, (next) =>
      setHealth((now) =>
        now?.state === next.state ? { ...next, since: now.since } : { ...next, since: new Date() },
      ),
    );
  }, [asked, service]);
  return health;
}
