/** The bundled sample server: one click to a request that works. */
import type { ServerAddress } from "../../core/contract/params.ts";
import type { SampleAddresses } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { fillSampleBody } from "../format/sample-body.ts";
import { type DraftsState, newRequest, openTab } from "../state/drafts.ts";
import type { Servers } from "../state/servers.ts";
import { connections, drafts, layout, sample } from "../state/stores.ts";
import { newDeadline } from "../state/usual-deadline.ts";
import { connectServer, openConnection, reflectionId } from "./connect.ts";
import { notify } from "./notify.ts";
import { chooseMethod } from "./tabs.ts";

/** Starts the sample server and opens a Predict request against it. Answers why not, when it cannot be started. */
export async function trySample(): Promise<ErrorRecord | undefined> {
  let addresses: SampleAddresses;
  try {
    addresses = await startSample();
  } catch (thrown) {
    return toErrorRecord(thrown);
  }
  const grpc = { target: addresses.grpc, security: { mode: "auto" as const } };
  const http = { target: addresses.http, security: { mode: "auto" as const } };
  const web = { target: addresses.web, security: { mode: "auto" as const } };
  const draft = newRequest(crypto.randomUUID(), {
    deadline: newDeadline(),
    servers: { grpc, "grpc-web": web, connect: web, "http-json": http, "http-protobuf": web },
    connectionId: reflectionId(grpc),
  });
  drafts.update((state) => openTab(state, draft));
  layout.update((state) => ({ ...state, sidePanel: "schema", sideVisible: true }));
  const id = await connectServer(grpc, { sample: true });
  const schema = connections.get().byId[id]?.schema;
  const methods = schema?.services.flatMap((service) => service.methods) ?? [];
  const method = methods.find((one) => one.name === "Predict") ?? methods.find((one) => one.kind === "unary");
  if (method === undefined) return undefined;
  await chooseMethod(draft.id, id, method.fullName, fillSampleBody);
  return undefined;
}

/** Starts the sample server, or answers where it runs. Drafts that pointed at an earlier one follow it. */
async function startSample(): Promise<SampleAddresses> {
  const before = sample.get().addresses;
  sample.update((state) => ({ ...state, phase: "starting" }));
  try {
    const addresses = await (await engine()).startSample();
    sample.update(() => ({ phase: "running", addresses }));
    if (before !== undefined && before.grpc !== addresses.grpc) follow(before, addresses);
    return addresses;
  } catch (thrown) {
    sample.update((state) => ({ ...state, phase: "stopped" }));
    throw thrown;
  }
}

/** Starts the sample server again for a connection that was to it, and reads its schema. */
export async function restartSample(): Promise<void> {
  const addresses = await startSample().catch((thrown: unknown) => {
    notify(toErrorRecord(thrown).message, "warning");
    return undefined;
  });
  if (addresses === undefined) return;
  const id = reflectionId({ target: addresses.grpc, security: { mode: "auto" } });
  if (connections.get().byId[id]?.phase !== "opening") await openConnection(id);
}

/** The sample server came back on other ports: what pointed at the old ones points at the new ones. */
function follow(before: SampleAddresses, now: SampleAddresses): void {
  const moved = new Map(
    (["grpc", "grpcTls", "grpcMtls", "web", "http"] as const).map((name) => [before[name], now[name]]),
  );
  const oldId = reflectionId({ target: before.grpc, security: { mode: "auto" } });
  const newId = reflectionId({ target: now.grpc, security: { mode: "auto" } });
  connections.update((state) => {
    const { [oldId]: old, ...rest } = state.byId;
    if (old === undefined) return state;
    const sources = old.sources.map((source) =>
      source.kind === "reflection"
        ? {
            ...source,
            server: { ...source.server, target: moved.get(source.server.target) ?? source.server.target },
          }
        : source,
    );
    const lastId = state.lastId === oldId ? newId : state.lastId;
    return { byId: { ...rest, [newId]: { ...old, id: newId, sources } }, lastId };
  });
  drafts.update((state) => retarget(state, moved, oldId, newId));
  notify(`The sample server is at ${now.grpc} now; requests to it follow.`);
}

/** Drafts with every address in `moved` replaced. */
function retarget(
  state: DraftsState,
  moved: ReadonlyMap<string, string>,
  oldId: string,
  newId: string,
): DraftsState {
  const tabs = state.tabs.map((tab) => {
    const connectionId = tab.connectionId === oldId ? newId : tab.connectionId;
    if (tab.kind === "payload") return { ...tab, connectionId };
    const follow = (server: ServerAddress): ServerAddress => ({
      ...server,
      target: moved.get(server.target) ?? server.target,
    });
    const servers: Servers = {
      grpc: follow(tab.servers.grpc),
      "grpc-web": follow(tab.servers["grpc-web"]),
      connect: follow(tab.servers.connect),
      "http-json": follow(tab.servers["http-json"]),
      "http-protobuf": follow(tab.servers["http-protobuf"]),
    };
    return { ...tab, connectionId, servers };
  });
  return { ...state, tabs };
}
