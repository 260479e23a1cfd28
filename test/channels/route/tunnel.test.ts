import { ServerCredentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../../core/calls/index.ts";
import { nextStepsOf } from "../../../core/calls/next-steps.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import type { ProxyTls } from "../../../core/contract/call-options.ts";
import { bytes, call, only } from "../support/call.ts";
import { makeTestCertificates, type TestCertificates } from "../support/certificates.ts";
import { type RunningGrpcServer, startGrpcServer } from "../support/grpc-server.ts";
import { startConnectProxy, startSocksProxy } from "../support/proxy-server.ts";
import { unusedPort } from "../support/tcp-server.ts";

let certificates: TestCertificates;
let plain: RunningGrpcServer;
let secured: RunningGrpcServer;
const closing: (() => void)[] = [];

beforeAll(async () => {
  certificates = await makeTestCertificates();
  plain = await startGrpcServer();
  const { cert, key } = certificates.good;
  const pair = [{ cert_chain: Buffer.from(cert), private_key: Buffer.from(key) }];
  secured = await startGrpcServer({ credentials: ServerCredentials.createSsl(null, pair) });
  closing.push(plain.stop, secured.stop);
});
afterAll(() => {
  for (const close of closing) close();
});

async function callThrough(url: string, port: number, tls: boolean, proxyTls: ProxyTls = {}) {
  const security = tls
    ? ({ mode: "tls", certificateAuthorityFile: certificates.caFile } as const)
    : ({ mode: "plaintext" } as const);
  const connection = { proxy: { kind: "url", url }, proxyTls } as const;
  const channel = createGrpcChannel({ target: `localhost:${port}`, security, connection });
  const finished = await call(channel, [bytes("0801")]);
  channel.close();
  return finished;
}

describe("a call through a proxy", () => {
  it.each([
    ["http", false, "me:secret@", "CONNECT localhost:PORT Basic bWU6c2VjcmV0"],
    ["http", true, "", "CONNECT localhost:PORT"],
    ["socks5", false, "", "socks5 127.0.0.1:PORT"],
    ["socks5h", true, "me:secret@", "socks5 localhost:PORT me:secret"],
    ["socks4", false, "", "socks4 127.0.0.1:PORT"],
    ["socks4a", true, "", "socks4 localhost:PORT"],
  ])("%s, TLS %s, asks for the server and is shown", async (kind, tls, credentials, expected) => {
    const proxy = kind === "http" ? await startConnectProxy() : await startSocksProxy();
    closing.push(proxy.stop);
    const { port } = tls ? secured : plain;
    const { status, received, events } = await callThrough(
      `${kind}://${credentials}127.0.0.1:${proxy.port}`,
      port,
      tls,
    );
    expect({ received, ...status }).toMatchObject({ received: ["0801"], code: 0, message: "OK" });
    // An address of the IPv6 family is asked for as such.
    expect(proxy.asked[0]?.replace("::1", "127.0.0.1")).toBe(expected.replace("PORT", String(port)));
    const { connection } = only(events, "status");
    expect(connection?.proxy).toBe(`${kind}://127.0.0.1:${proxy.port}`);
    const steps = connection?.steps.map((step) => `${step.kind} ${step.outcome}`);
    expect(steps).toContain("proxy ok");
    expect(steps?.includes("tls ok")).toBe(tls);
  });

  it("tells the proxy's own refusal, and asks nobody else", async () => {
    const proxy = await startConnectProxy({ refuse: 407 });
    closing.push(proxy.stop);
    const { status, events } = await callThrough(`http://127.0.0.1:${proxy.port}`, plain.port, false);
    expect(status.message).toBe(
      `The proxy http://127.0.0.1:${proxy.port} wants a user name and a password (HTTP 407).`,
    );
    const { explanation, hint } = explainStatus(status, { channel: "grpc" });
    expect(explanation).toBe(status.message);
    expect(hint).toMatch(/^Give the proxy's user and password/);
    expect(only(events, "status").connection?.steps.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ["tcp", "ok"],
      ["proxy", "failed"],
    ]);
  });

  it("tells a proxy whose name nobody knows", async () => {
    const { status } = await callThrough("http://proxy.invalid:3128", plain.port, false);
    expect(explainStatus(status, { channel: "grpc" }).explanation).toMatch(
      /^The proxy http:\/\/proxy\.invalid:3128 cannot be reached: The name proxy\.invalid could not be looked up/,
    );
  });

  it("tells a proxy that is not there", async () => {
    const port = await unusedPort();
    const { status } = await callThrough(`http://127.0.0.1:${port}`, plain.port, false);
    const { explanation } = explainStatus(status, { channel: "grpc" });
    expect(explanation).toMatch(
      new RegExp(`^The proxy http://127\\.0\\.0\\.1:${port} cannot be reached: .*ECONNREFUSED`),
    );
  });
});

describe("a proxy that speaks TLS", () => {
  let url: string;
  let asked: readonly string[];
  beforeAll(async () => {
    const proxy = await startConnectProxy({ tls: certificates.good });
    closing.push(proxy.stop);
    url = `https://127.0.0.1:${proxy.port}`;
    asked = proxy.asked;
  });
  const stepsOf = (events: Parameters<typeof only>[0]) =>
    only(events, "status").connection?.steps.map(({ kind, outcome }) => `${kind} ${outcome}`);

  it.each([[false], [true]])("is checked by its own authorities (TLS behind it: %s)", async (tls) => {
    const { port } = tls ? secured : plain;
    const { status, events } = await callThrough(url, port, tls, {
      certificateAuthorityFile: certificates.caFile,
    });
    expect(status).toMatchObject({ code: 0 });
    expect(stepsOf(events)).toEqual(expect.arrayContaining(["proxy-tls ok", "proxy ok"]));
  });

  it("is not checked by those of the server, and what to do is told", async () => {
    const before = asked.length;
    const { status, events } = await callThrough(url, secured.port, true);
    const { explanation, hint } = explainStatus(status, { channel: "grpc" });
    expect(explanation).toBe(`TLS with the proxy ${url} failed: unable to verify the first certificate.`);
    expect(hint).toMatch(/^Give the proxy's own authority/);
    expect(stepsOf(events)).toEqual(["tcp ok", "proxy-tls failed"]);
    expect(nextStepsOf(status.cause)).toEqual([{ kind: "set-proxy" }, { kind: "retry" }]);
    expect(asked.length).toBe(before);
  });

  it("may go unchecked, which its step tells; the server is checked all the same", async () => {
    const proxyTls = { insecureSkipVerify: true };
    const { status, events } = await callThrough(url, secured.port, true, proxyTls);
    expect(status).toMatchObject({ code: 0 });
    const steps = only(events, "status").connection?.steps ?? [];
    expect(steps.find(({ kind }) => kind === "proxy-tls")?.note).toContain("certificate not checked");
    expect(only(events, "status").connection?.tls?.trusted).toBe(true);
  });

  it("refuses a file that holds no authority, before anyone is asked", () => {
    const proxyTls = { certificateAuthorityFile: certificates.clientKeyFile };
    const connection = { proxy: { kind: "url", url }, proxyTls } as const;
    const open = () =>
      createGrpcChannel({ target: "localhost:1", security: { mode: "plaintext" }, connection });
    expect(open).toThrow(expect.objectContaining({ code: "tls" }));
  });
});
