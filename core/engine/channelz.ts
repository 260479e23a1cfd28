/** grpc.channelz.v1 by the server's own schema: what it tells of its servers, channels and sockets. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { Channel, ChannelStatus } from "../channels/channel.ts";
import type { ChannelzEntry, ChannelzSocket, ChannelzView } from "../contract/health.ts";
import type { ByteglassError } from "../error.ts";
import { codecRoom, poolPart, reflectionPart } from "./rooms.ts";

const SERVICE = "grpc.channelz.v1.Channelz";
/** Servers, channels and sockets that are listed of each kind. */
const MAXIMUM_ENTRIES = 100;
const MAXIMUM_SOCKETS = 50;
/** ms that one question may take. */
const TIMEOUT = 5000;
const UNIMPLEMENTED = 12;

type Json = Readonly<Record<string, unknown>>;
type FailureOf = (status: ChannelStatus, what: string) => Promise<ByteglassError>;

/** Reads it all, in turn. Rejects with `unsupported` when the server has none. */
export async function readChannelz(
  channel: Channel,
  signal: AbortSignal,
  failureOf: FailureOf,
): Promise<ChannelzView> {
  const ask = await asker(channel, signal, failureOf);
  const { server = [] } = (await ask("GetServers", {})) as { readonly server?: readonly Json[] };
  const entries: ChannelzEntry[] = [];
  for (const one of server.slice(0, MAXIMUM_ENTRIES)) {
    const id = textAt(one, "ref", "serverId");
    const listed = (await ask("GetServerSockets", { serverId: id })) as {
      readonly socketRef?: readonly Json[];
    };
    entries.push(entryOf("server", one, id, await socketsOf(ask, listed.socketRef ?? [])));
  }
  const { channel: channels = [] } = (await ask("GetTopChannels", {})) as {
    readonly channel?: readonly Json[];
  };
  for (const one of channels.slice(0, MAXIMUM_ENTRIES)) {
    entries.push(entryOf("channel", one, textAt(one, "ref", "channelId"), []));
  }
  return { entries };
}

type Ask = (method: string, request: Json) => Promise<Json>;

async function asker(channel: Channel, signal: AbortSignal, failureOf: FailureOf): Promise<Ask> {
  const [{ reflect }, { buildPool, findMethod }, { encodeJson, renderJson }] = await Promise.all([
    reflectionPart(),
    poolPart(),
    codecRoom(),
  ]);
  const noService = () => failureOf({ code: UNIMPLEMENTED, message: "" }, `channelz service (${SERVICE})`);
  const part = await reflect((call, onEvent) => channel.open(call, onEvent), {
    version: "auto",
    metadata: [],
    signal,
    imports: true,
    onProgress: () => undefined,
    symbols: [SERVICE],
  }).catch(async () => {
    throw await noService();
  });
  const pool = buildPool([part]);
  const { registry } = pool;
  return async (name, request) => {
    let method: DescMethod;
    try {
      method = findMethod(pool, `${SERVICE}/${name}`);
    } catch {
      // Reflection answered, and has no such service.
      throw await noService();
    }
    const encoded = encodeJson(method.input, JSON.stringify(request), { registry, links: false });
    if (!encoded.ok) throw await noService();
    const { bytes, status } = await callOnce(channel, `/${SERVICE}/${name}`, encoded.value.bytes, signal);
    if (status.code !== 0 || bytes === undefined)
      throw await failureOf(status, `channelz service (${SERVICE})`);
    return toJson(renderJson(method.output, bytes, { registry, links: false }).text);
  };
}

async function callOnce(
  channel: Channel,
  path: string,
  message: Uint8Array,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array | undefined; readonly status: ChannelStatus }> {
  let bytes: Uint8Array | undefined;
  const call = channel.open({ path, metadata: [], deadline: TIMEOUT, signal }, (event) => {
    if (event.kind === "message-received") bytes = event.bytes;
  });
  call.send(message).catch(() => undefined);
  call.halfClose();
  return { status: await call.done, bytes };
}

async function socketsOf(ask: Ask, references: readonly Json[]): Promise<readonly ChannelzSocket[]> {
  const sockets: ChannelzSocket[] = [];
  for (const reference of references.slice(0, MAXIMUM_SOCKETS)) {
    const { socket } = (await ask("GetSocket", { socketId: textAt(reference, "socketId") })) as {
      readonly socket?: Json;
    };
    if (socket !== undefined) sockets.push(socketOf(socket));
  }
  return sockets;
}

function entryOf(
  kind: ChannelzEntry["kind"],
  value: Json,
  id: string,
  sockets: readonly ChannelzSocket[],
): ChannelzEntry {
  const listening = listAt(value, "listenSocket").map((socket) => textAt(socket, "name"));
  return {
    kind,
    id,
    name: textAt(value, "ref", "name") || textAt(value, "data", "target") || listening.join(", "),
    state: textAt(value, "data", "state", "state"),
    callsStarted: textAt(value, "data", "callsStarted") || "0",
    callsSucceeded: textAt(value, "data", "callsSucceeded") || "0",
    callsFailed: textAt(value, "data", "callsFailed") || "0",
    lastCallStarted: textAt(value, "data", "lastCallStartedTimestamp"),
    sockets,
  };
}

function socketOf(value: Json): ChannelzSocket {
  const count = (name: string): string => textAt(value, "data", name) || "0";
  return {
    id: textAt(value, "ref", "socketId"),
    local: addressOf(objectAt(value, "local")),
    remote: addressOf(objectAt(value, "remote")),
    security:
      textAt(value, "security", "tls", "standardName") || textAt(value, "security", "tls", "otherName"),
    streamsStarted: count("streamsStarted"),
    streamsSucceeded: count("streamsSucceeded"),
    streamsFailed: count("streamsFailed"),
    messagesSent: count("messagesSent"),
    messagesReceived: count("messagesReceived"),
    keepAlivesSent: count("keepAlivesSent"),
  };
}

/** Addresses are bytes: 4 or 16 of an IP address. */
function addressOf(value: Json): string {
  const bytes = Buffer.from(textAt(value, "tcpipAddress", "ipAddress"), "base64");
  const port = textAt(value, "tcpipAddress", "port") || "0";
  if (bytes.length === 4) return `${[...bytes].join(".")}:${port}`;
  if (bytes.length !== 16) return textAt(value, "udsAddress", "filename");
  const mapped = bytes.subarray(0, 12).toString("hex") === "00000000000000000000ffff";
  if (mapped) return `${[...bytes.subarray(12)].join(".")}:${port}`;
  const groups = bytes.toString("hex").match(/.{4}/g) ?? [];
  return `${new URL(`http://[${groups.join(":")}]`).hostname}:${port}`;
}

function toJson(text: string): Json {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) => (typeof inner === "object" && inner !== null ? (inner as Json)[name] : undefined),
    value,
  );
}

function textAt(value: Json, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}

function objectAt(value: Json, name: string): Json {
  const found = valueAt(value, name);
  return typeof found === "object" && found !== null ? (found as Json) : {};
}

function listAt(value: Json, name: string): readonly Json[] {
  const found = valueAt(value, name);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
}
