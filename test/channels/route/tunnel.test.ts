import { ServerCredentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../../core/calls/index.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
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

async function callThrough(url: string, port: number, tls: boolean) {
  const security = tls
    ? ({ mode: "tls", certificateAuthorityFile: certificates.caFile } as const)
    : ({ mode: "plaintext" } as const);
  const connection = { proxy: { kind: "url", url } } as const;
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
