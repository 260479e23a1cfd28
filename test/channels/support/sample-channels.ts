/** The sample server, and a channel of each kind to it, as the engine makes them. */
import type { DescMethod } from "@bufbuild/protobuf";
import type { Channel } from "../../../core/channels/channel.ts";
import { createConnectChannel } from "../../../core/channels/connect.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { createGrpcWebChannel } from "../../../core/channels/grpc-web.ts";
import { createHttpJsonChannel } from "../../../core/channels/http-json.ts";
import { createHttpProtobufChannel } from "../../../core/channels/http-protobuf.ts";
import { encodeJson } from "../../../core/codec/index.ts";
import type { HttpOptions } from "../../../core/contract/channels.ts";
import type { ChannelKind, ServerAddress } from "../../../core/contract/params.ts";
import { buildPool, findMethod, reflect, type SchemaPool } from "../../../core/schema/index.ts";
import { type SampleServer, startSampleServer } from "../../../proto-samples/server/index.ts";

/** Every kind, in the order of the docs. */
export const everyKind: readonly ChannelKind[] = [
  "grpc",
  "grpc-web",
  "grpc-web-text",
  "connect",
  "connect-json",
  "connect-get",
  "http-json",
  "http-protobuf",
];

/** What a channel may be told beside its method. */
export interface ChannelChoice {
  readonly binding?: number;
  readonly http?: HttpOptions;
  /** The address in place of the server's own. */
  readonly target?: (own: string) => string;
  readonly address?: Partial<ServerAddress>;
}

/** The sample server with its schema. */
export interface Sample {
  readonly server: SampleServer;
  readonly pool: SchemaPool;
  /** The address of the port that speaks this kind. */
  addressOf(kind: ChannelKind): string;
  channelOf(kind: ChannelKind, method: DescMethod, choice?: ChannelChoice): Channel;
  encode(method: DescMethod, json: string): Uint8Array;
  method(name: string): DescMethod;
  stop(): Promise<void>;
}

/** Starts the sample server and reads its schema. */
export async function openSample(): Promise<Sample> {
  const server = await startSampleServer();
  const grpc = createGrpcChannel({ target: server.addresses.grpc, security: { mode: "auto" } });
  const pool = buildPool([await reflect((request, onEvent) => grpc.open(request, onEvent))]);
  grpc.close();
  const { registry } = pool;
  const addressOf = (kind: ChannelKind): string => {
    const { grpc: own, http, web } = server.addresses;
    return kind === "grpc" ? own : kind === "http-json" ? http : web;
  };
  return {
    server,
    pool,
    addressOf,
    channelOf(kind, method, { binding, http, target = sameTarget, address = {} } = {}) {
      const place = { target: target(addressOf(kind)), security: { mode: "auto" as const }, ...address };
      const options = http === undefined ? {} : { http };
      switch (kind) {
        case "grpc":
          return createGrpcChannel(place);
        case "grpc-web":
        case "grpc-web-text":
          return createGrpcWebChannel(place, kind, options);
        case "connect":
        case "connect-json":
        case "connect-get":
          return createConnectChannel(place, kind, { ...options, method, registry });
        case "http-json": {
          const rule = binding === undefined ? {} : { binding };
          return createHttpJsonChannel(place, { ...options, method, registry, ...rule });
        }
        case "http-protobuf":
          return createHttpProtobufChannel(place, { http: { contentType: "application/proto", ...http } });
      }
    },
    encode(method, json) {
      const encoded = encodeJson(method.input, json, { registry });
      if (!encoded.ok) throw new Error(JSON.stringify(encoded.findings));
      return encoded.value.bytes;
    },
    method: (name) => findMethod(pool, name),
    stop: () => server.stop(),
  };
}

const sameTarget = (own: string): string => own;
