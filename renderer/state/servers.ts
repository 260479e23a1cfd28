/** Which server each channel of a request speaks to. Channels of one family share an address. */
import type { ChannelKind, ServerAddress } from "../../core/contract/params.ts";

/** Families of channels: a server that speaks one of a family speaks all of it. */
const SERVER_SLOTS = ["grpc", "grpc-web", "connect", "http-json", "http-protobuf"] as const;
export type ServerSlot = (typeof SERVER_SLOTS)[number];
export type Servers = Readonly<Record<ServerSlot, ServerAddress>>;

const PLAIN: ServerAddress = { target: "", security: { mode: "auto" } };

/** No address anywhere. */
export const NO_SERVERS: Servers = {
  grpc: PLAIN,
  "grpc-web": PLAIN,
  connect: PLAIN,
  "http-json": PLAIN,
  "http-protobuf": PLAIN,
};

/** The family of a channel. */
export function slotOf(channel: ChannelKind): ServerSlot {
  switch (channel) {
    case "grpc":
      return "grpc";
    case "grpc-web":
    case "grpc-web-text":
      return "grpc-web";
    case "connect":
    case "connect-json":
    case "connect-get":
      return "connect";
    case "http-json":
      return "http-json";
    case "http-protobuf":
      return "http-protobuf";
  }
}

/** Where a request goes over a channel. */
export function serverOf(servers: Servers, channel: ChannelKind): ServerAddress {
  return servers[slotOf(channel)];
}

/** The servers with another address for the family of a channel. */
export function withServer(servers: Servers, channel: ChannelKind, server: ServerAddress): Servers {
  return { ...servers, [slotOf(channel)]: server };
}

/** Families whose servers often listen at the same address, the likeliest first. */
const LIKELY: Readonly<Record<ServerSlot, readonly ServerSlot[]>> = {
  grpc: ["connect", "grpc-web"],
  "grpc-web": ["connect", "grpc"],
  connect: ["grpc-web", "grpc"],
  "http-json": ["http-protobuf"],
  "http-protobuf": ["http-json", "connect"],
};

/** The servers for a change to another channel: one that has no address yet begins with that of a likely family. */
export function serversFor(servers: Servers, channel: ChannelKind): Servers {
  const slot = slotOf(channel);
  if (servers[slot].target.trim() !== "") return servers;
  const likely = LIKELY[slot].find((other) => servers[other].target.trim() !== "");
  return likely === undefined ? servers : { ...servers, [slot]: servers[likely] };
}
