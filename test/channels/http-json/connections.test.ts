import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../../core/calls/index.ts";
import { ConnectionFailure } from "../../../core/channels/connection-failure.ts";
import type { TransportSecurity } from "../../../core/contract/params.ts";
import { call, only } from "../support/call.ts";
import { makeTestCertificates, type TestCertificates } from "../support/certificates.ts";
import { startGrpcServer } from "../support/grpc-server.ts";
import { channelTo, closing, schema } from "../support/http-json.ts";
import { sendJson, startHttpServer } from "../support/http-server.ts";
import { startTcpServer, startTlsServer, unusedPort } from "../support/tcp-server.ts";

let certificates: TestCertificates;
beforeAll(async () => {
  certificates = await makeTestCertificates();
});
const closingLast: (() => void)[] = [];
afterAll(() => {
  for (const close of closingLast) close();
});

describe("connections", () => {
  async function outcome(target: string, security: TransportSecurity = { mode: "auto" }): Promise<object> {
    const channel = channelTo(target, "Get", { connectTimeout: 5000 }, security);
    const { status } = await call(channel, [schema.encode('{"name":"things/a"}')]);
    const { explanation } = explainStatus(status, { channel: "http-json" });
    const reason = status.cause instanceof ConnectionFailure ? status.cause.reason : "";
    return { code: status.code, reason, explanation: explanation.replace(/:\d+/, ":PORT") };
  }

  it("works over TLS, by name and by address", async () => {
    const server = createHttps(certificates.good, (_, response) => sendJson(response, '{"text":"x"}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    closingLast.push(() => server.close());
    const security = { mode: "auto" as const, certificateAuthorityFile: certificates.caFile };
    for (const host of ["localhost", "127.0.0.1"]) {
      const channel = channelTo(`https://${host}:${port}`, "Get", {}, security);
      const { status, events } = await call(channel, [schema.encode('{"name":"things/a"}')]);
      expect(status.code).toBe(0);
      expect(only(events, "connected").protocol).toBe("http/1.1, TLSv1.3");
    }
    expect(await outcome(`https://localhost:${port}`)).toMatchObject({
      code: 14,
      reason: "certificate-authority",
    });
    const wrongName = { ...security, serverName: "other.example" };
    expect(await outcome(`https://localhost:${port}`, wrongName)).toMatchObject({
      code: 14,
      reason: "certificate-name",
    });
    expect(await outcome(`http://localhost:${port}`)).toEqual({
      code: 14,
      reason: "plaintext-to-tls",
      explanation: "The server at localhost:PORT speaks TLS, and it was spoken to in plaintext.",
    });
  });

  it("nothing listens", async () => {
    expect(await outcome(`127.0.0.1:${await unusedPort()}`)).toEqual({
      code: 14,
      reason: "refused",
      explanation: "Nothing listens at 127.0.0.1:PORT.",
    });
  });

  it("no such name", async () => {
    expect(await outcome("http://no-such-host.invalid")).toMatchObject({
      code: 14,
      reason: "name-not-found",
    });
  });

  it("TLS to a plaintext server", async () => {
    const server = await startHttpServer((response) => sendJson(response, "{}"));
    closing.push(server.stop);
    expect(await outcome(`https://127.0.0.1:${server.port}`)).toEqual({
      code: 14,
      reason: "tls-to-plaintext",
      explanation: "The server at 127.0.0.1:PORT speaks plaintext, and it was spoken to with TLS.",
    });
  });

  it("a gRPC server", async () => {
    const server = await startGrpcServer();
    closing.push(server.stop);
    expect(await outcome(`127.0.0.1:${server.port}`)).toEqual({
      code: 14,
      reason: "http2-only",
      explanation:
        "The server at 127.0.0.1:PORT speaks HTTP/2 only, as gRPC servers do; this channel speaks HTTP/1.1.",
    });
  });

  it("something that speaks no HTTP", async () => {
    const server = await startTcpServer((socket) => socket.write("220 mail.example ESMTP\r\n"));
    closing.push(server.stop);
    expect(await outcome(`127.0.0.1:${server.port}`)).toMatchObject({ code: 14, reason: "not-http" });
  });

  it("a TLS server that hangs up after the request", async () => {
    const server = await startTlsServer(certificates.good, (socket) =>
      socket.once("data", () => socket.destroy()),
    );
    closing.push(server.stop);
    const security = { mode: "auto" as const, certificateAuthorityFile: certificates.caFile };
    expect(await outcome(`https://localhost:${server.port}`, security)).toMatchObject({
      code: 14,
      reason: "closed",
    });
  });
});
