import { ServerCredentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { examine } from "../../core/channels/autopsy.ts";
import type { TransportSecurity } from "../../core/contract/params.ts";
import { makeTestCertificates, type TestCertificates } from "./support/certificates.ts";
import { writeEndlessHeaders } from "./support/endless-headers.ts";
import { startGrpcServer } from "./support/grpc-server.ts";
import { startHttp2Server } from "./support/http2-server.ts";
import { startRawHttp2Server } from "./support/raw-http2-server.ts";
import { startHttp1Server, startHttps1Server, startTcpServer, unusedPort } from "./support/tcp-server.ts";

let certificates: TestCertificates;
const closing: (() => void)[] = [];
beforeAll(async () => {
  certificates = await makeTestCertificates();
});
afterAll(() => {
  for (const close of closing) close();
});

type Server = Promise<{ readonly port: number; readonly stop: () => void }>;

function grpcTls(pair: TestCertificates["good"]): Server {
  const pem = [{ cert_chain: Buffer.from(pair.cert), private_key: Buffer.from(pair.key) }];
  return startGrpcServer({ credentials: ServerCredentials.createSsl(null, pem) });
}

const tls = (): TransportSecurity => ({ mode: "tls", certificateAuthorityFile: certificates.caFile });
const plaintext = (): TransportSecurity => ({ mode: "plaintext" });

describe("a look at an address", () => {
  it.each<[string, () => Server, () => TransportSecurity, string | undefined, string]>([
    ["gRPC in plaintext", startGrpcServer, plaintext, undefined, "tcp ok, http2 ok, first-byte ok"],
    [
      "gRPC with TLS",
      () => grpcTls(certificates.good),
      tls,
      undefined,
      "tcp ok, tls ok, http2 ok, first-byte ok",
    ],
    [
      "plaintext to TLS",
      () => grpcTls(certificates.good),
      plaintext,
      "plaintext-to-tls",
      "tcp ok, http2 failed",
    ],
    ["TLS to plaintext", startGrpcServer, tls, "tls-to-plaintext", "tcp ok, tls failed"],
    ["HTTP/1 in plaintext", startHttp1Server, plaintext, "http1-only", "tcp ok, http2 failed"],
    ["HTTP/1 with TLS", () => startHttps1Server(certificates.good), tls, "http1-only", "tcp ok, tls ok"],
    ["another name", () => grpcTls(certificates.otherName), tls, "certificate-name", "tcp ok, tls failed"],
    [
      "an expired certificate",
      () => grpcTls(certificates.expired),
      tls,
      "certificate-expired",
      "tcp ok, tls failed",
    ],
    [
      "a certificate that is signed by itself",
      () => grpcTls(certificates.selfSigned),
      tls,
      "certificate-self-signed",
      "tcp ok, tls failed",
    ],
    [
      "nothing",
      async () => ({ port: await unusedPort(), stop: () => undefined }),
      plaintext,
      "refused",
      "tcp failed",
    ],
    [
      "no HTTP at all",
      () => startTcpServer((socket) => socket.end("SSH-2.0-x\r\n")),
      plaintext,
      "not-http",
      "tcp ok, http2 failed",
    ],
    [
      "headers without end",
      () => startRawHttp2Server(writeEndlessHeaders),
      plaintext,
      "bad-http",
      "tcp ok, http2 ok, first-byte failed",
    ],
    [
      "HTTP/2 without gRPC",
      () =>
        startHttp2Server((stream) => {
          stream.respond({ ":status": 404, "content-type": "text/html" });
          stream.end("no");
        }),
      plaintext,
      "not-grpc",
      "tcp ok, http2 ok, first-byte ok",
    ],
  ])("%s", async (_what, start, security, reason, steps) => {
    const server = await start();
    closing.push(server.stop);
    const target = `127.0.0.1:${server.port}`;
    const { report, failure } = await examine({ target, security: security() }, new AbortController().signal);
    expect(failure?.reason).toBe(reason);
    expect(report.steps.map(({ kind, outcome }) => `${kind} ${outcome}`).join(", ")).toBe(steps);
  });

  it("shows the certificates that it does not trust", async () => {
    const server = await grpcTls(certificates.expired);
    closing.push(server.stop);
    const { report } = await examine(
      { target: `127.0.0.1:${server.port}`, security: tls() },
      new AbortController().signal,
    );
    expect(report.tls).toMatchObject({ trusted: false, problem: "CERT_HAS_EXPIRED" });
    expect(report.tls?.chain[0]?.subject).toBe("CN=localhost");
  });
});
