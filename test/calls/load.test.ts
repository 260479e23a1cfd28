import { getEventListeners } from "node:events";
import { createRegistry } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../core/calls/index.ts";
import { type LoadPlan, runLoad } from "../../core/calls/load.ts";
import type { Channel } from "../../core/channels/channel.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { retryingChannel } from "../../core/channels/retry.ts";
import { type RunningGrpcServer, startGrpcServer } from "../channels/support/grpc-server.ts";

let server: RunningGrpcServer;
let channel: Channel;
beforeAll(async () => {
  server = await startGrpcServer();
  channel = createGrpcChannel({ target: `127.0.0.1:${server.port}`, security: { mode: "plaintext" } });
});
afterAll(() => {
  channel.close();
  server.stop();
});

function load(over: Partial<LoadPlan>): ReturnType<typeof runLoad> {
  return runLoad({
    method: "test.Echo/Unary",
    channel,
    plan: { path: "/test.Echo/Unary", kind: "unary", metadata: [] },
    messages: [Uint8Array.of(8, 1)],
    concurrency: 20,
    signal: new AbortController().signal,
    explain: (status) => explainStatus(status, { channel: "grpc", registry: createRegistry() }),
    onProgress: () => undefined,
    ...over,
  });
}

describe("a load", () => {
  it.each<[string, () => Channel]>([
    ["plain", () => channel],
    ["with retries", () => retryingChannel(channel, { maximumAttempts: 3 })],
  ])("has one listener at its signal however many calls run, and none behind it (%s)", async (_, made) => {
    const { signal } = new AbortController();
    let most = 0;
    const onProgress = () => {
      most = Math.max(most, getEventListeners(signal, "abort").length);
    };
    const { count, okCount } = await load({ channel: made(), count: 200, signal, onProgress });
    expect({ count, okCount, most }).toEqual({ count: 200, okCount: 200, most: 1 });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("ends all calls under way when it is cancelled, and counts what had ended before", async () => {
    const controller = new AbortController();
    const running = load({
      plan: { path: "/test.Echo/Stall", kind: "server-stream", metadata: [] },
      signal: controller.signal,
      duration: 60_000,
    });
    setTimeout(() => controller.abort(), 100);
    const { count, cancelled, failures } = await running;
    expect({ count, cancelled, failures }).toEqual({ count: 0, cancelled: true, failures: [] });
  });

  it("refuses a number of messages that the method does not take", async () => {
    await expect(load({ messages: [], count: 1 })).rejects.toMatchObject({ code: "usage" });
  });
});
