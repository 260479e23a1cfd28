/** The JSON of grpc.channelz.v1 as what a face shows. */
import type { ChannelzEntry, ChannelzSocket, ChannelzTrace } from "../../contract/health.ts";
import { isJsonObject, type JsonObject, parseJson } from "../../json-value.ts";

/** Characters of an event: some servers write down whole configurations. */
const LONGEST_WORDS = 300;
/** Events of a trace that are told. */
const MOST_EVENTS = 12;

/** A server, channel or subchannel, with what was read of its parts. */
export function entryOf(
  kind: ChannelzEntry["kind"],
  value: JsonObject,
  { sockets, children }: Pick<ChannelzEntry, "sockets" | "children">,
): ChannelzEntry {
  const listening = listAt(value, "listenSocket").map((socket) => textAt(socket, "name"));
  return {
    kind,
    id: textAt(value, "ref", `${kind}Id`),
    name: textAt(value, "ref", "name") || textAt(value, "data", "target") || listening.join(", "),
    state: textAt(value, "data", "state", "state"),
    callsStarted: textAt(value, "data", "callsStarted") || "0",
    callsSucceeded: textAt(value, "data", "callsSucceeded") || "0",
    callsFailed: textAt(value, "data", "callsFailed") || "0",
    lastCallStarted: textAt(value, "data", "lastCallStartedTimestamp"),
    sockets,
    trace: listAt(objectAt(objectAt(value, "data"), "trace"), "events")
      .slice(-MOST_EVENTS)
      .map(traceOf),
    children,
  };
}

function traceOf(event: JsonObject): ChannelzTrace {
  return {
    severity: textAt(event, "severity").replace(/^CT_/, "").toLowerCase(),
    at: textAt(event, "timestamp"),
    words: textAt(event, "description").replace(/\s+/g, " ").slice(0, LONGEST_WORDS),
  };
}

/** One socket. */
export function socketOf(value: JsonObject): ChannelzSocket {
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
function addressOf(value: JsonObject): string {
  const bytes = Buffer.from(textAt(value, "tcpipAddress", "ipAddress"), "base64");
  const port = textAt(value, "tcpipAddress", "port") || "0";
  if (bytes.length === 4) return `${[...bytes].join(".")}:${port}`;
  if (bytes.length !== 16) return textAt(value, "udsAddress", "filename");
  const mapped = bytes.subarray(0, 12).toString("hex") === "00000000000000000000ffff";
  if (mapped) return `${[...bytes.subarray(12)].join(".")}:${port}`;
  const groups = bytes.toString("hex").match(/.{4}/g) ?? [];
  return `${new URL(`http://[${groups.join(":")}]`).hostname}:${port}`;
}

/** A JSON text as an object; anything else is an empty one. */
export function toJson(text: string): JsonObject {
  const value = parseJson(text);
  return isJsonObject(value) ? value : {};
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), value);
}

/** The text or number at a path; empty where there is none. */
export function textAt(value: JsonObject, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === "string" || typeof found === "number" ? String(found) : "";
}

function objectAt(value: JsonObject, name: string): JsonObject {
  const found = valueAt(value, name);
  return isJsonObject(found) ? found : {};
}

/** The list of a member; empty where there is none. */
export function listAt(value: JsonObject, name: string): readonly JsonObject[] {
  const found = valueAt(value, name);
  return Array.isArray(found) ? found.filter(isJsonObject) : [];
}
