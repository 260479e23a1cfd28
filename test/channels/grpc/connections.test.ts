import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { ServerCredentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../../core/calls/index.ts";
import { ConnectionFailure } from "../../../core/channels/connection-failure.ts";
import { createGrpcChannel, type GrpcChannelOptions } from "../../../core/channels/grpc.ts";
import type { TransportSecurity } from "../../../core/contract/params.ts";
import { bytes, call, only } from "../support/call.ts";
import { type KeyPair, makeTestCertificates, type TestCertificates } from "../support/certificates.ts";
import { startGrpcServer } from "../support/grpc-server.ts";
import {
  startHttp1Server,
  startHttps1Server,
  startTcpServer,
  startTlsServer,
  unusedPort,
} from "../support/tcp-server.ts";

let certificates: TestCertificates;
const closing: (() => void)[] = [];
beforeAll(async () => {
  certificates = await makeTestCertificates();
});
afterAll(() => {
  for (const close of closing) close();
});

async function started<T extends { readonly stop: () => void }>(server: Promise<T>): Promise<T> {
  const running = await server;
  closing.push(running.stop);
  return running;
}

function grpcTls(
  pair: KeyPair,
  clientCa?: string,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  const pem = [{ cert_chain: Buffer.from(pair.cert), private_key: Buffer.from(pair.key) }];
  const ca = clientCa === undefined ? null : Buffer.from(clientCa);
  return started(startGrpcServer({ credentials: ServerCredentials.createSsl(ca, pem, ca !== null) }));
}

interface Outcome {
  readonly code: number;
  readonly reason: string;
  readonly explanation: string;
  readonly hint: string;
}

async function outcome(
  target: string,
  security: TransportSecurity,
  options: GrpcChannelOptions = {},
): Promise<Outcome> {
  const channel = createGrpcChannel({ target, security }, options);
  const { status } = await call(channel, [bytes("0801")]);
  channel.close();
  const { explanation, hint } = explainStatus(status, { channel: "grpc" });
  const reason = status.cause instanceof ConnectionFailure ? status.cause.reason : "";
  return { code: status.code, reason, explanation, hint };
}

describe("TLS that works", () => {
  it.each<[string, (c: TestCertificates) => TransportSecurity]>([
    ["an authority of our own", (c) => ({ mode: "tls", certificateAuthorityFile: c.caFile })],
    ["no check at all", () => ({ mode: "tls", insecureSkipVerify: true })],
  ])("%s", async (_, security) => {
    const server = await grpcTls(certificates.good);
    const channel = createGrpcChannel({
      target: `localhost:${server.port}`,
      security: security(certificates),
    });
    const { status, events } = await call(channel, [bytes("0801")]);
    channel.close();
    expect(status).toMatchObject({ code: 0 });
    expect(only(events, "connected").protocol).toBe("h2, TLSv1.3");
  });

  it("an IP address, which has no SNI", async () => {
    const server = await grpcTls(certificates.good);
    const security = { mode: "tls" as const, certificateAuthorityFile: certificates.caFile };
    expect((await outcome(`127.0.0.1:${server.port}`, security)).code).toBe(0);
  });

  it("another name to expect", async () => {
    const server = await grpcTls(certificates.otherName);
    const security = {
      mode: "tls" as const,
      certificateAuthorityFile: certificates.caFile,
      serverName: "other.example",
    };
    expect((await outcome(`localhost:${server.port}`, security)).code).toBe(0);
  });

  it("a client certificate", async () => {
    const server = await grpcTls(certificates.good, certificates.ca);
    const security = {
      mode: "tls" as const,
      certificateAuthorityFile: certificates.caFile,
      clientCertificateFile: certificates.clientCertFile,
      clientKeyFile: certificates.clientKeyFile,
    };
    expect((await outcome(`localhost:${server.port}`, security)).code).toBe(0);
  });
});

describe("certificates that do not", () => {
  const CASES: readonly [string, (c: TestCertificates) => KeyPair, boolean, string, RegExp, string][] = [
    [
      "for another name",
      (c) => c.otherName,
      true,
      "certificate-name",
      /^The certificate of localhost:\d+ is for another name: .*localhost.*DNS:other\.example/,
      "Connect by one of its names, or have it checked for one of them in place of localhost (--servername other.example).",
    ],
    [
      "from an unknown authority",
      (c) => c.good,
      false,
      "certificate-authority",
      /^The certificate of localhost:\d+ was issued by an authority that is not trusted here: /,
      "If it is a private authority, give its certificate (--cacert FILE).",
    ],
    [
      "signed by itself",
      (c) => c.selfSigned,
      true,
      "certificate-self-signed",
      /is self-signed: no authority vouches for it\.$/,
      "If it is the one you expect, trust it as an authority (--cacert FILE).",
    ],
    [
      "expired",
      (c) => c.expired,
      true,
      "certificate-expired",
      /^The certificate of localhost:\d+ has expired: CN=localhost was valid until [\d :-]+ UTC\.$/,
      "Renew the server's certificate, and check this machine's clock.",
    ],
    [
      "not valid yet",
      (c) => c.notYet,
      true,
      "certificate-not-yet-valid",
      /^The certificate of localhost:\d+ is not valid yet: CN=localhost is valid from [\d :-]+ UTC\.$/,
      "Check the clocks of the server and of this machine.",
    ],
  ];
  it.each(CASES)("%s", async (_, pair, trusted, reason, explanation, hint) => {
    const server = await grpcTls(pair(certificates));
    const security: TransportSecurity = trusted
      ? { mode: "tls", certificateAuthorityFile: certificates.caFile }
      : { mode: "tls" };
    const result = await outcome(`localhost:${server.port}`, security);
    expect(result).toMatchObject({ code: 14, reason, hint });
    expect(result.explanation).toMatch(explanation);
  });

  it("a client certificate that is missing", async () => {
    const server = await grpcTls(certificates.good, certificates.ca);
    const security = { mode: "tls" as const, certificateAuthorityFile: certificates.caFile };
    const result = await outcome(`localhost:${server.port}`, security);
    expect(result).toMatchObject({
      code: 14,
      reason: "client-certificate",
      hint: "Give the client certificate and its key (--cert FILE --key FILE).",
    });
    expect(result.explanation).toMatch(/wants a client certificate that it trusts/);
  });
});

describe("nobody or somebody else at the address", () => {
  const PLAIN: TransportSecurity = { mode: "plaintext" };
  const TLS: TransportSecurity = { mode: "tls" };

  it.each<[string, () => Promise<string>, TransportSecurity, string, string, string]>([
    [
      "nothing listens",
      async () => `127.0.0.1:${await unusedPort()}`,
      PLAIN,
      "refused",
      "Nothing listens at 127.0.0.1:PORT.",
      "Start the server, or check the port.",
    ],
    [
      "nothing listens, with TLS",
      async () => `localhost:${await unusedPort()}`,
      TLS,
      "refused",
      "Nothing listens at localhost:PORT.",
      "Start the server, or check the port.",
    ],
    [
      "no such name",
      async () => "no-such-host.invalid:50051",
      PLAIN,
      "name-not-found",
      "There is no host of this name: no-such-host.invalid.",
      "Check the spelling, and whether a VPN or a hosts entry is needed.",
    ],
    [
      "no socket file",
      async () => `unix:${path.join(tmpdir(), "byteglass-no-such.sock")}`,
      PLAIN,
      "no-socket-file",
      `There is no listening unix socket at ${path.join(tmpdir(), "byteglass-no-such.sock")}.`,
      "Start the server, or check the path.",
    ],
    [
      "plaintext to a TLS port",
      async () => `127.0.0.1:${(await grpcTls(certificates.good)).port}`,
      PLAIN,
      "plaintext-to-tls",
      "The server at 127.0.0.1:PORT speaks TLS, and it was spoken to in plaintext.",
      "Use TLS (--tls).",
    ],
    [
      "TLS to a plaintext port",
      async () => `127.0.0.1:${(await started(startGrpcServer())).port}`,
      TLS,
      "tls-to-plaintext",
      "The server at 127.0.0.1:PORT speaks plaintext, and it was spoken to with TLS.",
      "If plaintext is meant, choose it (--plaintext).",
    ],
    [
      "TLS to a plaintext HTTP/1 port",
      async () => `127.0.0.1:${(await started(startHttp1Server())).port}`,
      TLS,
      "tls-to-plaintext",
      "The server at 127.0.0.1:PORT speaks plaintext, and it was spoken to with TLS.",
      "If plaintext is meant, choose it (--plaintext).",
    ],
    [
      "HTTP/1 only",
      async () => `127.0.0.1:${(await started(startHttp1Server())).port}`,
      PLAIN,
      "http1-only",
      "The server at 127.0.0.1:PORT speaks HTTP/1 only, and gRPC needs HTTP/2.",
      "Check the port, or that a proxy in between passes HTTP/2 on; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
    ],
    [
      "plaintext to an HTTPS server",
      async () => `127.0.0.1:${(await started(startHttps1Server(certificates.good))).port}`,
      PLAIN,
      "plaintext-to-tls",
      "The server at 127.0.0.1:PORT speaks TLS, and it was spoken to in plaintext.",
      "Use TLS (--tls).",
    ],
    [
      "a TLS server that answers plaintext in plaintext",
      async () => {
        const tls = await started(startHttps1Server(certificates.good));
        const both = startTcpServer((socket) =>
          socket.once("data", (first) => {
            if (first[0] !== 0x16) return socket.end("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
            const behind = connect(tls.port, "127.0.0.1");
            behind.on("error", () => undefined).write(first);
            return behind.pipe(socket).pipe(behind);
          }),
        );
        return `127.0.0.1:${(await started(both)).port}`;
      },
      PLAIN,
      "plaintext-to-tls",
      "The server at 127.0.0.1:PORT speaks TLS, and it was spoken to in plaintext.",
      "Use TLS (--tls).",
    ],
    [
      "something that talks first, and no HTTP",
      async () =>
        `127.0.0.1:${(await started(startTcpServer((socket) => socket.write("220 mail.example ESMTP\r\n")))).port}`,
      PLAIN,
      "not-http",
      "Something listens at 127.0.0.1:PORT, but it speaks neither HTTP nor TLS. The answer was “220 mail.example ESMTP”, as a mail server (SMTP) says.",
      "Check the port: this is another kind of server.",
    ],
    [
      "something that hangs up",
      async () => `127.0.0.1:${(await started(startTcpServer((socket) => socket.destroy()))).port}`,
      PLAIN,
      "hung-up",
      "127.0.0.1:PORT takes the connection and ends it without a word.",
      "Check the port; a port forward or load balancer with no server behind it does this, and so do servers that are not for HTTP.",
    ],
  ])("%s", async (_, target, security, reason, explanation, hint) => {
    const { explanation: said, ...rest } = await outcome(await target(), security);
    expect({ ...rest, explanation: said.replace(/:\d+/, ":PORT") }).toEqual({
      code: 14,
      reason,
      explanation,
      hint,
    });
  });

  it.each<[string, () => Promise<{ readonly port: number; readonly stop: () => void }>]>([
    ["that offers HTTP/1 only", () => startHttps1Server(certificates.good)],
    [
      "that names no protocol and answers in HTTP/1",
      () =>
        startTlsServer(certificates.good, (socket) =>
          socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
        ),
    ],
  ])("a TLS server %s", async (_, start) => {
    const { port } = await started(start());
    const security = { mode: "tls" as const, certificateAuthorityFile: certificates.caFile };
    const result = await outcome(`localhost:${port}`, security);
    expect(result).toMatchObject({ code: 14, reason: "http1-only" });
  });

  it("something that never says a word", async () => {
    const { port } = await started(startTcpServer(() => undefined));
    const result = await outcome(`127.0.0.1:${port}`, PLAIN, { connectTimeout: 1500 });
    expect(result).toMatchObject({ code: 14, reason: "silent" });
  });

  it("something that never says a word until the deadline", async () => {
    const { port } = await started(startTcpServer(() => undefined));
    const channel = createGrpcChannel({ target: `127.0.0.1:${port}`, security: PLAIN });
    const { status } = await call(channel, [bytes("0801")], { deadline: 1500 });
    channel.close();
    const { message, explanation, hint } = explainStatus(status, { channel: "grpc", deadline: 1500 });
    expect([message, explanation, hint]).toEqual([
      `No connection to 127.0.0.1:${port} within 1.5 s.`,
      `127.0.0.1:${port} takes the connection and says nothing.`,
      "Check the port, and whether the server hangs; a port forward or load balancer with no server behind it does this, too.",
    ]);
  });

  it("cancelling does not wait for the look into a failure", async () => {
    const { port } = await started(startTcpServer(() => undefined));
    const channel = createGrpcChannel(
      { target: `127.0.0.1:${port}`, security: PLAIN },
      { connectTimeout: 50 },
    );
    const open = channel.open({ path: "/test.Echo/Unary", metadata: [] }, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 150));
    open.cancel();
    expect(await open.done).toEqual({ code: 1, message: "Cancelled by the client.", cancelledHere: true });
    channel.close();
  });

  it("never sends the call in plaintext after TLS has failed", async () => {
    const heard: Buffer[] = [];
    const { port } = await started(
      startTcpServer((socket) => socket.on("data", (chunk) => heard.push(chunk)).end("HTTP/1.1 400\r\n\r\n")),
    );
    await outcome(`localhost:${port}`, TLS);
    expect(Buffer.concat(heard).includes("test.Echo")).toBe(false);
  });
});
