/** grpc.channelz.v1: what a server tells of its servers, channels and sockets. Its schema is bundled: no reflection is needed. */
import type { Channel, ChannelStatus } from "../../channels/channel.ts";
import type { ChannelzEntry, ChannelzSocket, ChannelzView } from "../../contract/health.ts";
import type { ByteglassError } from "../../error.ts";
import { isJsonObject, type JsonObject } from "../../json-value.ts";
import { codecRoom, poolPart } from "../rooms.ts";
import { entryOf, listAt, socketOf, textAt, toJson } from "./channelz-entry.ts";

const SERVICE = "grpc.channelz.v1.Channelz";
const FILE = "grpc/channelz/v1/channelz.proto";
/** Servers, channels and sockets that are listed of each kind. */
const MAXIMUM_ENTRIES = 100;
const MAXIMUM_SOCKETS = 50;
/** Levels of channels that are made of channels. */
const DEEPEST = 4;
/** ms that one question may take. */
const TIMEOUT = 5000;

type FailureOf = (status: ChannelStatus, what: string) => Promise<ByteglassError>;
/** Asks a method; undefined when what it names is gone by now. */
type Ask = (method: string, request: JsonObject) => Promise<JsonObject | undefined>;

/** Reads it all, in turn. Rejects with `unsupported` when the server has none. */
export async function readChannelz(
  channel: Channel,
  signal: AbortSignal,
  failureOf: FailureOf,
): Promise<ChannelzView> {
  const ask = await asker(channel, signal, failureOf);
  const entries: ChannelzEntry[] = [];
  for (const server of listAt((await ask("GetServers", {})) ?? {}, "server").slice(0, MAXIMUM_ENTRIES)) {
    const listed = await ask("GetServerSockets", { serverId: textAt(server, "ref", "serverId") });
    const sockets = await socketsOf(ask, listAt(listed ?? {}, "socketRef"));
    entries.push(entryOf("server", server, { sockets, children: [] }));
  }
  const top = listAt((await ask("GetTopChannels", {})) ?? {}, "channel");
  for (const one of top.slice(0, MAXIMUM_ENTRIES)) entries.push(await channelOf(ask, "channel", one, 1));
  return { entries };
}

/** A channel or subchannel with the subchannels, channels and sockets that it is made of. */
async function channelOf(
  ask: Ask,
  kind: "channel" | "subchannel",
  value: JsonObject,
  depth: number,
): Promise<ChannelzEntry> {
  const children: ChannelzEntry[] = [];
  if (depth < DEEPEST) {
    for (const reference of listAt(value, "channelRef").slice(0, MAXIMUM_ENTRIES)) {
      const { channel } = (await ask("GetChannel", { channelId: textAt(reference, "channelId") })) ?? {};
      if (isJsonObject(channel)) children.push(await channelOf(ask, "channel", channel, depth + 1));
    }
    for (const reference of listAt(value, "subchannelRef").slice(0, MAXIMUM_ENTRIES)) {
      const subchannelId = textAt(reference, "subchannelId");
      const { subchannel } = (await ask("GetSubchannel", { subchannelId })) ?? {};
      if (isJsonObject(subchannel)) children.push(await channelOf(ask, "subchannel", subchannel, depth + 1));
    }
  }
  return entryOf(kind, value, { sockets: await socketsOf(ask, listAt(value, "socketRef")), children });
}

async function socketsOf(ask: Ask, references: readonly JsonObject[]): Promise<readonly ChannelzSocket[]> {
  const sockets: ChannelzSocket[] = [];
  for (const reference of references.slice(0, MAXIMUM_SOCKETS)) {
    const { socket } = (await ask("GetSocket", { socketId: textAt(reference, "socketId") })) ?? {};
    if (isJsonObject(socket)) sockets.push(socketOf(socket));
  }
  return sockets;
}

async function asker(channel: Channel, signal: AbortSignal, failureOf: FailureOf): Promise<Ask> {
  const [{ bundledFile, buildPool, findMethod }, { encodeJson, renderJson }] = await Promise.all([
    poolPart(),
    codecRoom(),
  ]);
  const pool = buildPool([{ origin: "bundled", files: [bundledFile(FILE) ?? new Uint8Array(0)] }]);
  const { registry } = pool;
  return async (name, request) => {
    const method = findMethod(pool, `${SERVICE}/${name}`);
    const encoded = encodeJson(method.input, JSON.stringify(request), { registry, links: false });
    if (!encoded.ok) throw new RangeError(`a request of ${name} is well-formed`);
    const { bytes, status } = await callOnce(channel, `/${SERVICE}/${name}`, encoded.value.bytes, signal);
    // Connections come and go between two questions.
    if (status.code === NOT_FOUND) return undefined;
    if (status.code !== 0 || bytes === undefined)
      throw await failureOf(status, `channelz service (${SERVICE})`);
    return toJson(renderJson(method.output, bytes, { registry, links: false }).text);
  };
}

const NOT_FOUND = 5;

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
