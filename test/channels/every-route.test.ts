/** The way to a server on every channel: proxies, unix sockets, and TLS that is never left for plaintext. */
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ServerAddress } from "../../core/contract/params.ts";
import { call, only } from "./support/call.ts";
import { startConnectProxy, startSocksProxy } from "./support/proxy-server.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

type Kind = (typeof everyKind)[number];
const echo = "samples.sink.v1.EchoService/Echo";
const portOf = (kind: Kind): number => Number(/:(\d+)$/.exec(sample.addressOf(kind))?.[1]);

async function ask(kind: Kind, target: string, address: Partial<ServerAddress> = {}) {
  const method = sample.method(echo);
  const channel = sample.channelOf(kind, method, { target: () => target, address });
  closing.push(() => channel.close());
  return await call(channel, [sample.encode(method, '{"int32Value": 7}')], {
    path: `/${echo}`,
    kind: "unary",
    deadline: 20_000,
  });
}

/** The answer to a GET of Connect is a refusal of the method: one of the server's own all the same. */
const answered = (kind: Kind) => (kind === "connect-get" ? { code: 2, httpStatus: 405 } : { code: 0 });

/** Takes connections, keeps what they say, and passes them on to a port where one is given. */
async function listen(place: string | number, to?: number) {
  const heard: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client.on("error", () => undefined));
    client.on("data", (chunk) => heard.push(chunk));
    if (to === undefined) return;
    const upstream = connect(to, "127.0.0.1");
    sockets.add(upstream.on("error", () => undefined));
    client.pipe(upstream).pipe(client);
  });
  await new Promise<void>((resolve) =>
    typeof place === "string" ? server.listen(place, resolve) : server.listen(place, "127.0.0.1", resolve),
  );
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { address: server.address() as AddressInfo | string, heard: () => Buffer.concat(heard) };
}

describe.each(everyKind)("%s", (kind) => {
  it.each(["http", "socks5h"])("goes through a proxy with credentials (%s)", async (scheme) => {
    const proxy = scheme === "http" ? await startConnectProxy() : await startSocksProxy();
    closing.push(proxy.stop);
    const url = `${scheme}://me:secret@127.0.0.1:${proxy.port}`;
    const { status, events } = await ask(kind, `localhost:${portOf(kind)}`, {
      security: { mode: "plaintext" },
      connection: { proxy: { kind: "url", url } },
    });
    expect(status).toMatchObject(answered(kind));
    expect(proxy.asked).toEqual([
      scheme === "http"
        ? `CONNECT localhost:${portOf(kind)} Basic bWU6c2VjcmV0`
        : `socks5 localhost:${portOf(kind)} me:secret`,
    ]);
    expect(JSON.stringify(only(events, "status").connection)).not.toContain("secret");
  });

  it("goes nowhere past a proxy that refuses", async () => {
    const server = await listen(0, portOf(kind));
    const proxy = await startConnectProxy({ refuse: 407 });
    closing.push(proxy.stop);
    const target = `127.0.0.1:${(server.address as AddressInfo).port}`;
    const { status } = await ask(kind, target, {
      security: { mode: "plaintext" },
      connection: { proxy: { kind: "url", url: `http://127.0.0.1:${proxy.port}` } },
    });
    expect(status).toMatchObject({ code: 14, cause: { reason: "proxy-credentials" } });
    expect(server.heard().length).toBe(0);
  });

  it("goes over a unix socket, as localhost", async () => {
    const folder = mkdtempSync(join(tmpdir(), "byteglass-unix-"));
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    const server = await listen(join(folder, "s.sock"), portOf(kind));
    const { status } = await ask(kind, `unix:${join(folder, "s.sock")}`);
    expect(status).toMatchObject(answered(kind));
    const text = server.heard().toString("latin1");
    if (!text.startsWith("PRI")) expect(text).toMatch(/\r\nHost: localhost\r\n/i);
  });

  it("says nothing of a call in plaintext after TLS has failed", async () => {
    const server = await listen(0, portOf(kind));
    const target = `localhost:${(server.address as AddressInfo).port}`;
    const { status } = await ask(kind, target, { security: { mode: "tls" } });
    expect(status).toMatchObject({ code: 14, cause: { reason: "tls-to-plaintext" } });
    expect(server.heard().includes("EchoService")).toBe(false);
  });
});

describe("a proxy that takes the connection and says nothing", () => {
  it.each(["http", "https", "socks5"])("is named, whatever the channel (%s)", async (scheme) => {
    const silent = await listen(0);
    const label = `${scheme}://127.0.0.1:${(silent.address as AddressInfo).port}`;
    const askOver = (kind: Kind) =>
      ask(kind, `127.0.0.1:${portOf(kind)}`, {
        security: { mode: "plaintext" },
        connection: { proxy: { kind: "url", url: label }, connectTimeout: 2000 },
      });
    const found = await Promise.all(everyKind.map((kind) => askOver(kind)));
    const message = `The proxy ${label} takes the connection and says nothing.`;
    expect(found.map(({ status: { code, cause } }) => ({ code, cause }))).toMatchObject(
      everyKind.map(() => ({ code: 14, cause: { reason: "proxy-silent", message } })),
    );
  });
});
