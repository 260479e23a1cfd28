/** How calls end on every channel: cancelled, late, and tried again. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ChannelEvent } from "../../core/channels/channel.ts";
import { retryingChannel } from "../../core/channels/retry.ts";
import { renderJson } from "../../core/codec/index.ts";
import { call, finished, only } from "./support/call.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";
import { unusedPort } from "./support/tcp-server.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const echo = "samples.sink.v1.EchoService";
const streaming = ["grpc", "grpc-web", "grpc-web-text", "connect", "connect-json", "http-json"] as const;
const portOf = (kind: (typeof everyKind)[number]): number =>
  Number(/:(\d+)$/.exec(sample.addressOf(kind))?.[1]);

/** Passes connections on to a port, and tells how many are open. */
async function relayAt(port: number, to: number) {
  const open = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(to, "127.0.0.1");
    for (const socket of [client, server]) socket.on("error", () => undefined);
    open.add(client.once("close", () => open.delete(client)));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(port, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of open) socket.destroy();
    relay.close();
  });
  return { port: (relay.address() as AddressInfo).port, openCount: () => open.size };
}

describe.each(streaming)("a stream that is cancelled on %s", (kind) => {
  it("ends at once with what came, and leaves no connection behind that nobody can use", async () => {
    const relay = await relayAt(0, portOf(kind));
    const method = sample.method(`${echo}/ListBytes`);
    const channel = sample.channelOf(kind, method, { target: () => `127.0.0.1:${relay.port}` });
    closing.push(() => channel.close());
    let received = 0;
    const open = channel.open(
      { path: `/${echo}/ListBytes`, kind: "server-stream", metadata: [] },
      (event) => {
        if (event.kind !== "message-received") return;
        received += 1;
        if (received === 2) open.cancel();
      },
    );
    const body = '{"byteCount": 10, "messageCount": 1000, "interval": "0.02s"}';
    open.send(sample.encode(method, body)).catch(() => undefined);
    open.halfClose();
    const status = await open.done;
    expect(status).toEqual({ code: 1, message: "Cancelled by the client.", cancelledHere: true });
    expect(received).toBe(2);
    // HTTP/1.1 has no other way to say that the rest is not wanted.
    if (kind !== "grpc") await expect.poll(relay.openCount).toBe(0);
    else expect(relay.openCount()).toBe(1);
  });
});

describe.each(["grpc", "grpc-web", "grpc-web-text", "connect", "connect-json"] as const)(
  "a deadline on %s",
  (kind) => {
    it("is told to the server", async () => {
      const method = sample.method(`${echo}/EchoMetadata`);
      const channel = sample.channelOf(kind, method);
      closing.push(() => channel.close());
      const path = `/${echo}/EchoMetadata`;
      const { events, status } = await call(channel, [new Uint8Array()], {
        path,
        kind: "unary",
        deadline: 30_000,
      });
      expect(status.code).toBe(0);
      const { registry } = sample.pool;
      const { text } = renderJson(method.output, only(events, "message-received").bytes, { registry });
      const { timeLeft = "" } = JSON.parse(text) as { timeLeft?: string };
      expect(Number.parseFloat(timeLeft)).toBeGreaterThan(20);
      expect(Number.parseFloat(timeLeft)).toBeLessThanOrEqual(30);
    });
  },
);

describe.each(everyKind.filter((kind) => kind !== "connect-get"))("retries on %s", (kind) => {
  it("go on until the server is there", async () => {
    const port = await unusedPort();
    const method = sample.method(`${echo}/Echo`);
    const plain = sample.channelOf(kind, method, { target: () => `127.0.0.1:${port}` });
    const channel = retryingChannel(plain, { maximumAttempts: 8, initialBackoff: 150 });
    closing.push(() => channel.close());
    const events: ChannelEvent[] = [];
    const open = channel.open(
      { path: `/${echo}/Echo`, kind: "unary", metadata: [], deadline: 25_000 },
      (event) => events.push(event),
    );
    open.send(sample.encode(method, '{"int32Value": 7}')).catch(() => undefined);
    open.halfClose();
    await expect.poll(() => events.some((event) => event.kind === "retry")).toBe(true);
    await relayAt(port, portOf(kind));
    const { status, received } = finished(await open.done, events);
    expect([status.code, received]).toEqual([0, ["1807"]]);
    const attempts = events.flatMap((event) => (event.kind === "retry" ? [event.attempt] : []));
    expect(attempts).toEqual(attempts.map((_, index) => index + 2));
    expect(attempts.length).toBeGreaterThan(0);
  });
});
