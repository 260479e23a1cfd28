/** Call options on every channel whose protocol allows them: what the server sees, and how the call ends. */
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server, type ServerHttp2Session } from "node:http2";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync, inflateSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { CallOptions, ConnectionSettings } from "../../core/contract/call-options.ts";
import type { ChannelKind } from "../../core/contract/params.ts";
import { call, only } from "./support/call.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";
import { unusedPort } from "./support/tcp-server.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const echo = "samples.sink.v1.EchoService/Echo";
const path = `/${echo}`;
const body = JSON.stringify({ stringValue: "x".repeat(3000) });
/** A GET of Connect is for methods without side effects alone, and the sample has none: others are refused. */
const posting = everyKind.filter((kind) => kind !== "connect-get");

interface Wish {
  readonly options?: CallOptions;
  readonly connection?: ConnectionSettings;
  readonly target?: string;
  readonly deadline?: number;
  readonly version?: "1.1" | "2";
  readonly signal?: AbortSignal;
}

async function ask(kind: ChannelKind, wish: Wish) {
  const { options, connection, target, deadline = 10_000, version, signal } = wish;
  const method = sample.method(echo);
  const channel = sample.channelOf(kind, method, {
    ...(target === undefined ? {} : { target: () => target }),
    ...(connection === undefined ? {} : { address: { connection } }),
    ...(version === undefined ? {} : { http: { version } }),
  });
  closing.push(() => channel.close());
  const bound = options?.maximumReceivedByteLength;
  return await call(channel, [sample.encode(method, body)], {
    path,
    kind: "unary",
    deadline,
    ...(signal === undefined ? {} : { signal }),
    ...(options === undefined ? {} : { options }),
    ...(bound === undefined ? {} : { maxMessageByteLength: bound }),
  });
}

describe.each(everyKind)("wait-for-ready on %s", (kind) => {
  it("waits for a server that comes up later", async () => {
    const port = await unusedPort();
    const target = kind === "grpc" ? `127.0.0.1:${port}` : `http://127.0.0.1:${port}`;
    const pending = ask(kind, { target, options: { waitForReady: true } });
    await wait(400);
    await relayFrom(port, Number(/:(\d+)$/.exec(sample.addressOf(kind))?.[1]));
    const { status } = await pending;
    // The answer to a GET of Connect is a refusal: it is one of the server's own.
    expect([status.code, status.cause]).toEqual([kind === "connect-get" ? 2 : 0, undefined]);
  });

  it("gives up at the deadline, and says why there was no connection", async () => {
    const port = await unusedPort();
    const target = kind === "grpc" ? `127.0.0.1:${port}` : `http://127.0.0.1:${port}`;
    const { status } = await ask(kind, { target, options: { waitForReady: true }, deadline: 1500 });
    expect(status).toMatchObject({
      code: 4,
      message: expect.stringMatching(/^No connection to .* within 1.5 s/),
      cause: { reason: "refused" },
    });
  });

  it("is off unless asked for", async () => {
    const { status } = await ask(kind, { target: `127.0.0.1:${await unusedPort()}` });
    expect(status.code).toBe(14);
  });
});

/** Listens at one port, and passes everything on to another. */
async function relayFrom(port: number, to: number): Promise<void> {
  const sockets = new Set<Socket>();
  const relay = createTcpServer((client) => {
    const server = connect(to, "127.0.0.1");
    for (const socket of [client, server]) sockets.add(socket.on("error", () => undefined));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(port, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    relay.close();
  });
}

describe.each(posting)("bounds on %s", (kind) => {
  it("refuse a message that is too large to send", async () => {
    const { status } = await ask(kind, { options: { maximumSentByteLength: 1000 } });
    expect(status).toMatchObject({
      code: 8,
      message: "A message of 3,003 bytes was to be sent, larger than the bound of 1,000 bytes.",
      steps: [{ kind: "raise-sent-limit" }],
    });
  });

  it("refuse a message that is too large to take", async () => {
    const { status } = await ask(kind, { options: { maximumReceivedByteLength: 1000 } });
    expect(status).toMatchObject({
      code: 8,
      message: expect.stringContaining("bound of 1,000 bytes"),
      steps: [{ kind: "raise-message-limit" }],
    });
  });
});

/** A server that keeps what it was sent, and answers nothing that is a message. */
async function startKeeper(): Promise<{
  target: string;
  heard: { headers: readonly string[]; body: Buffer }[];
}> {
  const heard: { headers: readonly string[]; body: Buffer }[] = [];
  const server = createHttpServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    heard.push({ headers: request.rawHeaders, body: Buffer.concat(chunks) });
    response.writeHead(415).end("no");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { target: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

describe.each(posting.filter((kind) => kind !== "grpc"))("what %s writes", (kind) => {
  const named = (headers: readonly string[], name: string) => headers[headers.indexOf(name) + 1];
  const framed = kind.startsWith("grpc-web");
  const encodingHeader = framed ? "Grpc-Encoding" : "Content-Encoding";

  it.each(["gzip", "deflate"] as const)("is compressed with %s, and says so", async (compression) => {
    const { target, heard } = await startKeeper();
    const { events } = await ask(kind, { target, options: { compression } });
    const [one] = heard;
    expect(named(one?.headers ?? [], encodingHeader)).toBe(compression);
    const whole = one?.body ?? Buffer.alloc(0);
    const bytes = kind === "grpc-web-text" ? Buffer.from(whole.toString(), "base64") : whole;
    const packed = framed ? bytes.subarray(5) : bytes;
    const unpacked = compression === "gzip" ? gunzipSync(packed) : inflateSync(packed);
    const isJson = kind === "connect-json" || kind === "http-json";
    const sent = sample.encode(sample.method(echo), body);
    expect(isJson ? JSON.parse(unpacked.toString()) : unpacked.toString("hex")).toEqual(
      isJson ? JSON.parse(body) : Buffer.from(sent).toString("hex"),
    );
    const { transfer } = only(events, "message-sent");
    expect(transfer).toEqual({ encoding: compression, wireByteLength: packed.length });
  });

  it("names the host and the user agent that were chosen", async () => {
    const { target, heard } = await startKeeper();
    await ask(kind, { target, connection: { authority: "tenant.example:1", userAgent: "mine/1" } });
    const { headers = [] } = heard[0] ?? {};
    expect([named(headers, "Host"), named(headers, "User-Agent")]).toEqual(["tenant.example:1", "mine/1"]);
  });
});

/** A server of HTTP/2 that counts pings, and answers nothing. */
async function startPinged(): Promise<{ target: string; pings: () => number }> {
  let pings = 0;
  const sessions = new Set<ServerHttp2Session>();
  const server = createHttp2Server();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("ping", () => {
      pings += 1;
    });
  });
  server.on("stream", (stream) => stream.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return { target: `127.0.0.1:${(server.address() as AddressInfo).port}`, pings: () => pings };
}

describe.each(everyKind)("keepalive on %s over HTTP/2", (kind) => {
  it("pings while a call runs", async () => {
    const { target, pings } = await startPinged();
    const connection = { keepalive: { interval: 50 } };
    const controller = new AbortController();
    const asked = ask(kind, { target, connection, version: "2", signal: controller.signal });
    await expect.poll(pings).toBeGreaterThan(2);
    controller.abort();
    expect((await asked).status.code).toBe(1);
  });

  it("is off unless asked for", async () => {
    const { target, pings } = await startPinged();
    await ask(kind, { target, deadline: 300, version: "2" });
    expect(pings()).toBe(0);
  });

  it("ends a call whose server has gone silent", async () => {
    const server = createTcpServer((socket) => {
      // SETTINGS, and then nothing more, whatever comes.
      socket.write(Buffer.from("000000040000000000", "hex"));
      socket.on("error", () => undefined).resume();
      closing.push(() => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(() => server.close());
    const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const connection = { keepalive: { interval: 50, timeout: 150 } };
    const { status } = await ask(kind, { target, connection, deadline: 8000, version: "2" });
    expect([status.code, status.message]).toEqual([14, expect.stringMatching(/ping/i)]);
  });
});
