import { getEventListeners } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus } from "../../core/channels/channel.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { retryingChannel } from "../../core/channels/retry.ts";
import { bytes, call, kinds } from "./support/call.ts";
import { type RunningGrpcServer, startGrpcServer } from "./support/grpc-server.ts";
import { unusedPort } from "./support/tcp-server.ts";

let server: RunningGrpcServer;
const closing: (() => void)[] = [];
beforeAll(async () => {
  server = await startGrpcServer();
  closing.push(server.stop);
});
afterAll(() => {
  for (const close of closing) close();
});

const grpcTo = (port: number): Channel => {
  const channel = createGrpcChannel({ target: `127.0.0.1:${port}`, security: { mode: "plaintext" } });
  closing.push(() => channel.close());
  return channel;
};

/** A channel to another server each time it is opened, the last one for good. */
function inTurn(...channels: readonly Channel[]): Channel & { readonly opened: ChannelRequest[] } {
  const opened: ChannelRequest[] = [];
  return {
    kind: "grpc",
    opened,
    open(request, onEvent) {
      const channel = channels[Math.min(opened.length, channels.length - 1)];
      opened.push(request);
      if (channel === undefined) throw new Error("no channel");
      return channel.open(request, onEvent);
    },
    close: () => undefined,
  };
}

const policy = { maximumAttempts: 3, initialBackoff: 20 };
const retries = (events: readonly ChannelEvent[]) =>
  events.flatMap((event) => (event.kind === "retry" ? [[event.attempt, event.status.code]] : []));

describe("a call that is tried again", () => {
  it("sends the same messages, and tells them once", async () => {
    const [gone, good] = [grpcTo(await unusedPort()), grpcTo(server.port)];
    const channel = retryingChannel(inTurn(gone, gone, good), policy);
    const { status, received, events } = await call(channel, [bytes("0801"), bytes("1002")], {
      path: "/test.Echo/ClientStream",
    });
    expect({ code: status.code, received }).toEqual({ code: 0, received: ["08011002"] });
    expect(retries(events)).toEqual([
      [2, 14],
      [3, 14],
    ]);
    expect(kinds(events)).toMatch(/message-sent\*2 half-close .*message-received trailers status$/);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it("ends with the last failure once the attempts are used up", async () => {
    const gone = inTurn(grpcTo(await unusedPort()));
    const { status, events } = await call(retryingChannel(gone, policy), [bytes("0801")]);
    expect([status.code, gone.opened.length, retries(events).length]).toEqual([14, 3, 2]);
    expect(events.at(-1)?.kind).toBe("status");
  });

  it.each<[string, Partial<ChannelRequest>, object, number]>([
    ["another code", { path: "/test.Echo/Nothing" }, {}, 12],
    ["an answer that had begun", { path: "/test.Echo/FailAfter" }, { codes: [5] }, 5],
    ["no time left", { deadline: 3000 }, { initialBackoff: 30_000 }, 14],
  ])("is not tried again after %s", async (_what, request, more, code) => {
    const target = grpcTo(code === 14 ? await unusedPort() : server.port);
    const counted = inTurn(target);
    const { status } = await call(retryingChannel(counted, { ...policy, ...more }), [bytes("01")], request);
    expect([status.code, counted.opened.length]).toEqual([code, 1]);
  });

  it("is tried again after a code that was chosen, with what is left of the deadline", async () => {
    const counted = inTurn(grpcTo(server.port));
    const request = { path: "/test.Echo/Nothing", deadline: 5000 };
    await call(retryingChannel(counted, { ...policy, codes: [12] }), [bytes("01")], request);
    const [first = 0, second = 0] = counted.opened.map(({ deadline }) => deadline ?? 0);
    expect(counted.opened.length).toBe(3);
    expect(second).toBeLessThan(first);
  });

  it("can be cancelled while it waits", async () => {
    const gone = inTurn(grpcTo(await unusedPort()));
    const channel = retryingChannel(gone, { ...policy, initialBackoff: 60_000 });
    const open = channel.open({ path: "/test.Echo/Unary", metadata: [] }, (event) => {
      if (event.kind === "retry") open.cancel();
    });
    open.send(bytes("0801")).catch(() => undefined);
    open.halfClose();
    const status: ChannelStatus = await open.done;
    expect(status).toEqual({ code: 1, message: "Cancelled by the client.", cancelledHere: true });
  });

  it("leaves no listener at the signal of its caller", async () => {
    const { signal } = new AbortController();
    const channel = retryingChannel(inTurn(grpcTo(await unusedPort()), grpcTo(server.port)), policy);
    const { status } = await call(channel, [bytes("0801")], { signal });
    expect({ code: status.code, listeners: getEventListeners(signal, "abort") }).toEqual({
      code: 0,
      listeners: [],
    });
  });

  it("sends on once the server has answered, with nothing kept for another attempt", async () => {
    const channel = retryingChannel(grpcTo(server.port), policy);
    const received: number[] = [];
    let answered: () => void = () => undefined;
    const firstAnswer = new Promise<void>((resolve) => {
      answered = resolve;
    });
    const open = channel.open({ path: "/test.Echo/Bidi", metadata: [] }, (event) => {
      if (event.kind !== "message-received") return;
      received.push(event.bytes[1] ?? 0);
      answered();
    });
    await open.send(Uint8Array.of(8, 0));
    await firstAnswer;
    for (let index = 1; index < 20; index++) await open.send(Uint8Array.of(8, index));
    open.halfClose();
    expect((await open.done).code).toBe(0);
    expect(received).toEqual(Array.from({ length: 20 }, (_, index) => index));
    await expect(open.send(Uint8Array.of(8, 1))).rejects.toThrow("Nothing can be sent");
  });
});
