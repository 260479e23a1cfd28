/** A proxy that asks for a client certificate: on every channel, and what is told where it gets none that it trusts. */
import { createPrivateKey } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TlsOptions } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../../core/calls/index.ts";
import { nextStepsOf } from "../../../core/calls/next-steps.ts";
import { examine } from "../../../core/channels/autopsy.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import type { ConnectionSettings, ProxyTls } from "../../../core/contract/call-options.ts";
import { reflect } from "../../../core/schema/index.ts";
import { call, only } from "../support/call.ts";
import { makeTestCertificates, type TestCertificates } from "../support/certificates.ts";
import { type RunningProxy, startConnectProxy } from "../support/proxy-server.ts";
import { everyKind, openSample, type Sample } from "../support/sample-channels.ts";

type Kind = (typeof everyKind)[number];
const echo = "samples.sink.v1.EchoService/Echo";
const passphrase = "opens it";
/** A proxy says what it misses, or closes the connection: in the handshake or right after it, as TLS 1.2 happens to go. */
const refusals =
  /^(?:The proxy \S+ wants a client certificate that it trusts: |The proxy \S+ closed the connection after the TLS handshake, as one does that misses a client certificate\.$|TLS with the proxy \S+ failed: The connection was (?:reset|closed) in answer)/;

let certificates: TestCertificates;
let others: TestCertificates;
let sample: Sample;
let lockedKeyFile: string;
const proxies = new Map<string, RunningProxy>();

beforeAll(async () => {
  [certificates, others, sample] = await Promise.all([
    makeTestCertificates(),
    makeTestCertificates(),
    openSample(),
  ]);
  const asking: TlsOptions = { ...certificates.good, requestCert: true, ca: certificates.ca };
  proxies.set("TLS 1.3", await startConnectProxy({ tls: { ...asking, minVersion: "TLSv1.3" } }));
  proxies.set("TLS 1.2", await startConnectProxy({ tls: { ...asking, maxVersion: "TLSv1.2" } }));
  const locked = createPrivateKey(certificates.client.key).export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase,
  });
  lockedKeyFile = join(certificates.directory, "locked-key.pem");
  writeFileSync(lockedKeyFile, locked);
});
afterAll(async () => {
  for (const proxy of proxies.values()) proxy.stop();
  await sample?.stop();
});

const proxyOf = (version: string): RunningProxy => {
  const proxy = proxies.get(version);
  if (proxy === undefined) throw new Error(`no proxy with ${version}`);
  return proxy;
};
const through = (version: string, proxyTls: ProxyTls): ConnectionSettings => ({
  proxy: { kind: "url", url: `https://127.0.0.1:${proxyOf(version).port}` },
  proxyTls: { certificateAuthorityFile: certificates.caFile, ...proxyTls },
});
const certified = (): ProxyTls => ({
  clientCertificateFile: certificates.clientCertFile,
  clientKeyFile: certificates.clientKeyFile,
});
const locked = (): ProxyTls => ({
  clientCertificateFile: certificates.clientCertFile,
  clientKeyFile: lockedKeyFile,
  clientKeyPassphrase: passphrase,
});
const portOf = (kind: Kind): number => Number(/:(\d+)$/.exec(sample.addressOf(kind))?.[1]);
const addressOf = (kind: Kind, connection: ConnectionSettings) => ({
  target: `localhost:${portOf(kind)}`,
  security: { mode: "plaintext" as const },
  connection,
});

async function ask(kind: Kind, connection: ConnectionSettings) {
  const method = sample.method(echo);
  const address = addressOf(kind, connection);
  const channel = sample.channelOf(kind, method, { target: () => address.target, address });
  const message = sample.encode(method, '{"int32Value": 7}');
  const finished = await call(channel, [message], { path: `/${echo}`, kind: "unary", deadline: 20_000 });
  channel.close();
  return finished;
}

/** The answer to a GET of Connect is a refusal of the method: one of the server's own all the same. */
const answered = (kind: Kind) => (kind === "connect-get" ? 2 : 0);

describe.each(["TLS 1.3", "TLS 1.2"])("a proxy that wants a client certificate over %s", (version) => {
  it.each(everyKind)("gets it and lets a call on %s through, which its step tells", async (kind) => {
    const { status, events } = await ask(kind, through(version, certified()));
    expect(status.code).toBe(answered(kind));
    const step = only(events, "status").connection?.steps.find((one) => one.kind === "proxy-tls");
    expect(step?.note).toMatch(/^TLSv1\.[23], with a client certificate$/);
  });

  it("gets it with a key that a passphrase opens", async () => {
    expect((await ask("grpc", through(version, locked()))).status.code).toBe(0);
  });

  it("gets it for reflection and for a probe", async () => {
    const address = addressOf("grpc", through(version, certified()));
    const channel = createGrpcChannel(address);
    const { files } = await reflect((request, onEvent) => channel.open(request, onEvent));
    channel.close();
    expect(files.length).toBeGreaterThan(0);
    const { failure, protocol } = await examine(address, AbortSignal.timeout(20_000));
    expect([failure, protocol]).toEqual([undefined, "h2c"]);
  });

  it.each<[string, () => ProxyTls]>([
    ["none", () => ({})],
    [
      "one that it does not trust",
      () => ({ clientCertificateFile: others.clientCertFile, clientKeyFile: others.clientKeyFile }),
    ],
  ])("and gets %s is told with what to do, and asked for nothing", async (_name, proxyTls) => {
    const proxy = proxyOf(version);
    const before = proxy.asked.length;
    for (const kind of ["grpc", "http-json"] as const) {
      const { status } = await ask(kind, through(version, proxyTls()));
      expect(status.code).toBe(14);
      const { explanation, hint } = explainStatus(status, { channel: kind });
      expect(explanation).toMatch(refusals);
      expect(hint).toContain("client certificate");
      expect(hint).toContain("(--proxy-cert FILE --proxy-key FILE)");
      expect(nextStepsOf(status.cause)).toEqual([{ kind: "set-proxy" }, { kind: "retry" }]);
    }
    expect(proxy.asked.length).toBe(before);
  });
});

it("a client certificate of the server is not given to the proxy", async () => {
  const connection = through("TLS 1.3", {});
  const channel = createGrpcChannel({
    target: `localhost:${portOf("grpc")}`,
    security: { mode: "tls", ...certified() },
    connection,
  });
  const { status } = await call(channel, [new Uint8Array(0)], { path: `/${echo}`, deadline: 20_000 });
  channel.close();
  expect(status).toMatchObject({ code: 14, cause: { reason: "proxy-client-certificate" } });
});

describe("files that cannot be used are told before anyone is asked, by the options for a proxy", () => {
  it.each<[string, () => ProxyTls, string, string]>([
    [
      "a certificate alone",
      () => ({ clientCertificateFile: certificates.clientCertFile }),
      "A client certificate was given without its key.",
      "A client certificate and its private key go together: give both files (--proxy-cert FILE --proxy-key FILE).",
    ],
    [
      "a key that is locked",
      () => ({ ...locked(), clientKeyPassphrase: undefined }) as ProxyTls,
      "locked-key.pem is locked with a passphrase.",
      "Give its passphrase (--proxy-passphrase @FILE).",
    ],
    [
      "a passphrase that opens nothing",
      () => ({ ...locked(), clientKeyPassphrase: "no" }),
      "The passphrase does not open ",
      "Check the passphrase (--proxy-passphrase @FILE).",
    ],
  ])("%s", (_name, proxyTls, message, hint) => {
    const open = () => createGrpcChannel(addressOf("grpc", through("TLS 1.3", proxyTls())));
    expect(open).toThrow(
      expect.objectContaining({ code: "tls", message: expect.stringContaining(message), hint }),
    );
  });
});
