/** Servers that stall, or never come to an end, over HTTP/2 on every channel. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, type Finished } from "../support/call.ts";
import { writeEndlessHeaders } from "../support/endless-headers.ts";
import {
  FRAME,
  grpcHeaders,
  http2Frame,
  pushPromise,
  rstStream,
  startRawHttp2Server,
} from "../support/raw-http2-server.ts";
import { everyKind, openSample, type Sample } from "../support/sample-channels.ts";
import { startTcpServer } from "../support/tcp-server.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());

const echo = "samples.sink.v1.EchoService/Echo";

async function ask(
  kind: (typeof everyKind)[number],
  server: { readonly port: number; readonly stop: () => void },
  deadline: number,
): Promise<Finished> {
  const method = sample.method(echo);
  const target = () => `127.0.0.1:${server.port}`;
  const channel = sample.channelOf(kind, method, { target, http: { version: "2" } });
  try {
    return await call(channel, [sample.encode(method, "{}")], { path: `/${echo}`, kind: "unary", deadline });
  } finally {
    channel.close();
    server.stop();
  }
}

it("ends at the deadline behind the headers, with what came, on every channel", async () => {
  const ended = everyKind.map(async (kind) => {
    const server = await startRawHttp2Server((socket, stream) => socket.write(grpcHeaders(stream)));
    const { status, events } = await ask(kind, server, 2000);
    return [kind, status.code, events.some(({ kind: told }) => told === "response-headers")];
  });
  expect(await Promise.all(ended)).toEqual(everyKind.map((kind) => [kind, 4, true]));
});

describe.each(everyKind)("%s over HTTP/2", (kind) => {
  it("ends at the deadline where nothing is answered", async () => {
    const server = await startRawHttp2Server(() => undefined);
    const { status } = await ask(kind, server, 300);
    expect(status.code).toBe(4);
  });

  it("ends at the deadline where not even SETTINGS come", async () => {
    const { status } = await ask(kind, await startTcpServer(() => undefined), 300);
    expect(status.code).toBe(4);
  });

  it("ends at the deadline inside the headers", async () => {
    const server = await startRawHttp2Server((socket, stream) => {
      socket.write(http2Frame(FRAME.headers, 0, stream, Buffer.from([0x88])));
    });
    const { status } = await ask(kind, server, 300);
    expect(status.code).toBe(4);
  });

  it("tells what broke HTTP/2, and that it is the connection's end: a push, that nobody asked for", async () => {
    const server = await startRawHttp2Server((socket, stream) => {
      socket.write(Buffer.concat([grpcHeaders(stream), pushPromise(stream, 2), rstStream(2, 1)]));
    });
    const { status } = await ask(kind, server, 10_000);
    expect(status).toMatchObject({
      code: 14,
      message: "The connection closed during the call: Protocol error.",
      cause: { reason: "bad-http" },
    });
  });

  it("does not read headers without end", async () => {
    const server = await startRawHttp2Server(writeEndlessHeaders);
    const before = process.memoryUsage.rss();
    const { status } = await ask(kind, server, 20_000);
    expect([status.code, status.message === ""]).not.toEqual([4, false]);
    expect([8, 13, 14]).toContain(status.code);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
  });
});
