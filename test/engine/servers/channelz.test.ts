/** channelz of grpc-js itself, on a server without reflection that has a client of its own. */
import {
  Client,
  credentials,
  getChannelzHandlers,
  getChannelzServiceDefinition,
  Server,
  ServerCredentials,
} from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";

const server = new Server();
let client: Client;
let engine: RunningEngine;
let target: string;

beforeAll(async () => {
  server.addService(getChannelzServiceDefinition(), getChannelzHandlers());
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  target = `127.0.0.1:${port}`;
  client = new Client(target, credentials.createInsecure());
  await new Promise<void>((resolve, reject) =>
    client.waitForReady(Date.now() + 10_000, (error) => (error === undefined ? resolve() : reject(error))),
  );
  engine = createEngine({ onEvent: () => undefined });
});
afterAll(async () => {
  await engine.close();
  client.close();
  server.forceShutdown();
});

describe("channelz without reflection", () => {
  it("tells the server with our socket and its trace, and its channel with a subchannel", async () => {
    const request = {
      operationId: "channelz",
      server: { target, security: { mode: "plaintext" as const } },
    };
    await engine.readChannelz(request);
    const { entries } = await engine.readChannelz({ ...request, operationId: "again" });
    const one = entries.find(({ kind, name }) => kind === "server" && name === target);
    expect(one?.sockets.some(({ local, remote }) => local === target && remote !== "")).toBe(true);
    expect(one?.trace[0]).toMatchObject({ severity: "info", words: "Server created" });
    expect(Number(one?.callsSucceeded)).toBeGreaterThan(0);

    const channel = entries.find(({ kind, name }) => kind === "channel" && name.endsWith(target));
    expect(channel?.state).toBe("READY");
    const [subchannel] = channel?.children ?? [];
    expect(subchannel).toMatchObject({ kind: "subchannel", state: "READY" });
    expect(subchannel?.sockets.map(({ remote }) => remote)).toEqual([target]);
  });
});
