/** The health of the server in front, as long as it offers to tell it: asked of servers that were connected to, alone. */
import type { SchemaSummary } from "../../core/contract/views.ts";
import type { Connection } from "../state/connections.ts";
import { activeTab } from "../state/drafts.ts";
import { createStore } from "../state/store.ts";
import { connections, drafts } from "../state/stores.ts";
import { askedServer } from "./asked-server.ts";
import { type Health, watchHealth } from "./watch-health.ts";

/** What the service is called that tells it. */
const SERVICE = "grpc.health.v1.Health";

/** The last that is known of each connection that is watched, by its id. */
export const healths = createStore<Readonly<Record<string, Health>>>({});

interface Watch {
  readonly connectionId: string;
  /** As it was read: another reading may have been of another server. */
  readonly schema: SchemaSummary | undefined;
  readonly stop: () => void;
}

let watch: Watch | undefined;

/** Watches the server of the tab in front from now on. To be called once. */
export function startHealthWatch(): void {
  connections.subscribe(turn);
  drafts.subscribe(turn);
  turn();
}

/** One server is watched at a time: that of the tab in front. */
function turn(): void {
  const { byId, lastId } = connections.get();
  const connection = byId[activeTab(drafts.get())?.connectionId ?? ""] ?? byId[lastId];
  const id = connection?.id ?? "";
  const asked = connection !== undefined && offers(connection) ? askedServer(id) : undefined;
  const schema = connection?.schema;
  if (watch !== undefined && watch.connectionId === id && watch.schema === schema) return;
  if (watch === undefined && asked === undefined) return;
  end();
  if (asked === undefined) return;
  const stop = watchHealth(asked, "", (health) => healths.update((now) => ({ ...now, [id]: health })));
  watch = { connectionId: id, schema, stop };
}

function end(): void {
  if (watch === undefined) return;
  const { connectionId, stop } = watch;
  watch = undefined;
  stop();
  healths.update(({ [connectionId]: _, ...rest }) => rest);
}

/** True where a server's own reflection names the service. */
function offers({ phase, schema, sources }: Connection): boolean {
  const hasServer = sources.some(({ kind }) => kind === "reflection");
  const isNamed = schema?.services.some(({ fullName }) => fullName === SERVICE) === true;
  return phase === "ready" && hasServer && isNamed;
}
