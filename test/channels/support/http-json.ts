/** Calls over HTTP + JSON of the methods in transcoding.proto, against servers that answer by hand. */
import type { ServerResponse } from "node:http";
import { afterEach, beforeAll } from "vitest";
import type { Channel, ChannelRequest } from "../../../core/channels/channel.ts";
import { createHttpJsonChannel, type HttpJsonChannelOptions } from "../../../core/channels/http-json.ts";
import { renderJson } from "../../../core/codec/index.ts";
import type { TransportSecurity } from "../../../core/contract/params.ts";
import { call, type Finished } from "./call.ts";
import { type HeardRequest, type RunningHttpServer, startHttpServer } from "./http-server.ts";
import { loadTranscodingSchema, type TranscodingSchema } from "./transcoding-schema.ts";

export let schema: TranscodingSchema;
beforeAll(async () => {
  schema = await loadTranscodingSchema();
});

/** Run after each test. */
export const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

export function channelTo(
  target: string,
  method: string,
  options: Partial<HttpJsonChannelOptions> = {},
  security: TransportSecurity = { mode: "auto" },
): Channel {
  const parts = { method: schema.method(method), registry: schema.pool.registry, ...options };
  const channel = createHttpJsonChannel({ target, security }, parts);
  closing.push(channel.close);
  return channel;
}

export interface Asked extends Finished {
  readonly heard: readonly HeardRequest[];
  readonly server: RunningHttpServer;
  readonly channel: Channel;
  /** Messages received, as compact JSON. */
  readonly json: readonly string[];
}

/** Starts a server, calls the method with messages (JSON of a Request) and gathers what happened. */
export async function ask(
  method: string,
  messages: readonly string[],
  answer: (response: ServerResponse, request: HeardRequest) => void,
  options: Partial<HttpJsonChannelOptions> = {},
  request: Partial<ChannelRequest> = {},
): Promise<Asked> {
  const server = await startHttpServer(answer);
  closing.push(server.stop);
  const channel = channelTo(server.target, method, options);
  const sent = messages.map((message) => schema.encode(message));
  const result = await call(channel, sent, request);
  const type = schema.method(method).output;
  const json = result.events.flatMap((event) =>
    event.kind === "message-received"
      ? [renderJson(type, event.bytes, { registry: schema.pool.registry, indent: 0 }).text]
      : [],
  );
  return { ...result, heard: server.heard, server, channel, json };
}
