/** A view that is held lets the server wait, on every channel that streams. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSample, type Sample } from "./support/sample-channels.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const list = "samples.sink.v1.EchoService/ListBytes";
/** JSON is longer, and slower on both sides; both counts are beyond what may travel while nobody reads. */
const countOf = (kind: string): number => (kind.endsWith("json") ? 24 : 36);
/** Bytes that the window of a stream and the buffers on the way may hold. */
const MOST = 28_000_000;

/** A way to a port that counts what comes back. */
async function countingRelay(to: number) {
  let count = 0;
  const sockets = new Set<Socket>();
  const relay = createServer((client) => {
    const server = connect(to, "127.0.0.1");
    for (const socket of [client, server]) sockets.add(socket.on("error", () => undefined));
    server.on("data", (chunk) => {
      count += chunk.length;
    });
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    relay.close();
  });
  return { port: (relay.address() as AddressInfo).port, counted: () => count };
}

describe.each(["grpc", "grpc-web", "grpc-web-text", "connect", "connect-json", "http-json"] as const)(
  "%s",
  (kind) => {
    // gRPC is always HTTP/2, and the sample's gateway HTTP/1.1; the server compresses unless asked not to.
    const versions =
      kind === "grpc"
        ? (["2"] as const)
        : kind === "http-json"
          ? (["1.1"] as const)
          : (["1.1", "2"] as const);
    const ways = versions.flatMap(
      (version) =>
        [
          [version, true],
          [version, false],
        ] as const,
    );
    it.each(ways)("over HTTP/%s, compressed: %s", async (version, compressed) => {
      const relay = await countingRelay(Number(/:(\d+)$/.exec(sample.addressOf(kind))?.[1]));
      const method = sample.method(list);
      const target = () => `127.0.0.1:${relay.port}`;
      const channel = sample.channelOf(kind, method, { target, http: { version } });
      closing.push(() => channel.close());
      let received = 0;
      const open = channel.open(
        {
          path: `/${list}`,
          kind: "server-stream",
          metadata: [],
          deadline: 60_000,
          ...(compressed ? {} : { options: { acceptedCompressions: ["identity" as const] } }),
        },
        ({ kind: told }) => {
          if (told !== "message-received") return;
          received += 1;
          if (received === 1) open.pause();
        },
      );
      const sent = open.send(
        sample.encode(method, `{"byteCount": 1000000, "messageCount": ${countOf(kind)}}`),
      );
      open.halfClose();
      await sent;
      for (let before = -1; before !== relay.counted() || received === 0; ) {
        before = relay.counted();
        await wait(300);
      }
      expect(received).toBe(1);
      expect(relay.counted()).toBeLessThan(MOST);
      open.resume();
      expect((await open.done).code).toBe(0);
      expect(received).toBe(countOf(kind));
    });
  },
);
