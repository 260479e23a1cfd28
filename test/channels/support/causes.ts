/** Servers that a person meets by mistake: one for each reason why a connection or an answer is not what was meant. */

import { createServer as createHttp1, type RequestListener } from "node:http";
import { constants, createServer as createHttp2, createSecureServer } from "node:http2";
import { createServer as createHttps1 } from "node:https";
import type { TlsOptions } from "node:tls";
import { ServerCredentials } from "@grpc/grpc-js";
import type { ServerAddress } from "../../../core/contract/params.ts";
import type { KeyPair, TestCertificates } from "./certificates.ts";
import { startGrpcServer } from "./grpc-server.ts";
import { startHttp2Server } from "./http2-server.ts";
import { goaway, rstStream, startRawHttp2Server } from "./raw-http2-server.ts";
import { listen, type RunningServer, startTcpServer, startTlsServer, unusedPort } from "./tcp-server.ts";

/** A server and how a person comes to it. */
export interface Cause {
  readonly start: (certificates: TestCertificates) => Promise<RunningServer>;
  /** What the person chose; plaintext unless told. */
  readonly with?: "tls" | "tls-unknown-authority";
  /** The address in place of 127.0.0.1 and the server's port. */
  readonly target?: (port: number) => string;
}

const nothing = async (): Promise<RunningServer> => ({ port: await unusedPort(), stop: () => undefined });

function grpcTls({ cert, key }: KeyPair, requireClient?: string): Promise<RunningServer> {
  const pem = [{ cert_chain: Buffer.from(cert), private_key: Buffer.from(key) }];
  const root = requireClient === undefined ? null : Buffer.from(requireClient);
  return startGrpcServer({ credentials: ServerCredentials.createSsl(root, pem, root !== null) });
}

function h2Tls(options: TlsOptions): Promise<RunningServer> {
  const server = createSecureServer(options, (_, response) => response.end("hello"));
  return listen(server);
}

/** HTTP/1.1 with one answer for everything. */
export function page(
  status: number,
  type: string,
  body: string,
  more: Readonly<Record<string, string>> = {},
): RequestListener {
  return (request, response) => {
    request.resume();
    response.writeHead(status, { ...(type === "" ? {} : { "content-type": type }), ...more });
    response.end(body);
  };
}

const http1 = (listener: RequestListener) => () => listen(createHttp1(listener));
const http2 = (listener: RequestListener) => () =>
  listen(createHttp2((request, response) => listener(request as never, response as never)));

const HTML_502 =
  "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.24.0</center>\r\n</body>\r\n</html>\r\n";
const HTML_413 = HTML_502.replaceAll("502 Bad Gateway", "413 Request Entity Too Large");
const LOGIN =
  "<!doctype html>\n<html><head><title>Sign in to Hotel Wi-Fi</title></head>\n<body><h1>Welcome</h1><form action=/login><input name=room></form></body></html>\n";
const HTML = "text/html; charset=utf-8";

/** By what a person would say of it. */
export const CAUSES = {
  "nothing listens": { start: nothing },
  "no such name": { start: nothing, target: () => "nowhere.invalid:50051" },
  "no route": { start: nothing, target: () => "240.0.0.1:50051" },
  "no such socket file": { start: nothing, target: () => "unix:/tmp/no-such-byteglass.sock" },
  "plaintext to TLS": { start: ({ good }) => grpcTls(good) },
  "plaintext to TLS of HTTP/1.1": { start: ({ good }) => listen(createHttps1(good, page(200, HTML, "hi"))) },
  "plaintext to a TLS server that answers in HTML": {
    start: http1(
      page(400, HTML, "<h1>400 Bad Request</h1><p>The plain HTTP request was sent to HTTPS port</p>"),
    ),
  },
  "plaintext to TLS that says so, as Go does": {
    start: () =>
      startTcpServer((socket) =>
        socket.once("data", () =>
          socket.end("HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n"),
        ),
      ),
  },
  "TLS to plaintext gRPC": { start: () => startGrpcServer(), with: "tls" },
  "TLS to plaintext HTTP/1.1": { start: http1(page(200, HTML, "hi")), with: "tls" },
  "HTTP/1.1 only": { start: http1(page(200, HTML, "hi")) },
  "HTTP/1.1 only with TLS": {
    start: ({ good }) => listen(createHttps1(good, page(200, HTML, "hi"))),
    with: "tls",
  },
  "TLS without ALPN": {
    start: ({ good }) => startTlsServer(good, (socket) => socket.once("data", () => socket.end("hm"))),
    with: "tls",
  },
  "HTTP/1.1 only that refuses h2 by alert": {
    start: ({ good }) =>
      startTlsServer({ ...good, ALPNProtocols: ["http/1.1"] }, (socket) => socket.resume()),
    with: "tls",
  },
  "wrong name": { start: ({ otherName }) => grpcTls(otherName), with: "tls" },
  "expired certificate": { start: ({ expired }) => grpcTls(expired), with: "tls" },
  "certificate of tomorrow": { start: ({ notYet }) => grpcTls(notYet), with: "tls" },
  "self-signed": { start: ({ selfSigned }) => grpcTls(selfSigned), with: "tls" },
  "unknown authority": { start: ({ good }) => grpcTls(good), with: "tls-unknown-authority" },
  "certificate of a client": { start: ({ client }) => grpcTls(client), with: "tls" },
  "client certificate wanted": { start: ({ good, ca }) => grpcTls(good, ca), with: "tls" },
  "client certificate wanted, TLS 1.2": {
    start: ({ good, ca }) =>
      h2Tls({
        ...good,
        ca,
        requestCert: true,
        rejectUnauthorized: true,
        maxVersion: "TLSv1.2",
        ALPNProtocols: ["h2"],
      }),
    with: "tls",
  },
  "TLS 1.1 only": {
    start: ({ good }) =>
      h2Tls({ ...good, minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }),
    with: "tls",
  },
  "no cipher in common": {
    start: ({ good }) =>
      h2Tls({
        ...good,
        maxVersion: "TLSv1.2",
        ciphers: "ECDHE-ECDSA-CAMELLIA128-SHA256:NULL-SHA256@SECLEVEL=0",
      }),
    with: "tls",
  },
  "a reset in the TLS handshake": {
    start: () => startTcpServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
    with: "tls",
  },
  "a close in the TLS handshake": {
    start: () => startTcpServer((socket) => socket.once("data", () => socket.end())),
    with: "tls",
  },
  "silence in the TLS handshake": { start: () => startTcpServer((socket) => socket.resume()), with: "tls" },
  SSH: { start: () => startTcpServer((socket) => void socket.write("SSH-2.0-OpenSSH_9.6p1 Debian-4\r\n")) },
  SMTP: {
    start: () => startTcpServer((socket) => void socket.write("220 mail.example.com ESMTP Postfix\r\n")),
  },
  MySQL: {
    start: () =>
      startTcpServer(
        (socket) => void socket.write(Buffer.from("4a0000000a382e302e33362d3064656269616e00", "hex")),
      ),
  },
  Redis: {
    start: () =>
      startTcpServer((socket) => socket.once("data", () => socket.end("-ERR unknown command 'PRI'\r\n"))),
  },
  "SSH, asked with TLS": {
    start: () => startTcpServer((socket) => void socket.write("SSH-2.0-OpenSSH_9.6p1 Debian-4\r\n")),
    with: "tls",
  },
  "a server that says nothing": { start: () => startTcpServer((socket) => socket.resume()) },
  "a server that closes at once": { start: () => startTcpServer((socket) => socket.end()) },
  "a server that resets at once": { start: () => startTcpServer((socket) => socket.resetAndDestroy()) },
  "a server that closes after the preface": {
    start: () => startTcpServer((socket) => socket.once("data", () => socket.end())),
  },
  "HTTP/2 that never answers": { start: () => startHttp2Server((stream) => stream.resume()) },
  "GOAWAY at once": {
    start: () =>
      startTcpServer((socket) => {
        socket.write(Buffer.from("000000040000000000", "hex"));
        socket.write(goaway(0, constants.NGHTTP2_ENHANCE_YOUR_CALM, "too_many_pings"));
        socket.resume();
      }),
  },
  "GOAWAY in the call": {
    start: () =>
      startRawHttp2Server((socket) =>
        socket.end(goaway(0, constants.NGHTTP2_ENHANCE_YOUR_CALM, "too_many_pings")),
      ),
  },
  "GOAWAY NO_ERROR in the call": {
    start: () =>
      startRawHttp2Server((socket) => socket.end(goaway(0, constants.NGHTTP2_NO_ERROR, "max_age"))),
  },
  ...Object.fromEntries(
    [
      "INTERNAL_ERROR",
      "REFUSED_STREAM",
      "CANCEL",
      "ENHANCE_YOUR_CALM",
      "HTTP_1_1_REQUIRED",
      "PROTOCOL_ERROR",
    ].map((name) => [
      `RST_STREAM ${name}`,
      {
        start: () =>
          startRawHttp2Server(
            (socket, stream) =>
              void socket.write(rstStream(stream, Number(Reflect.get(constants, `NGHTTP2_${name}`)))),
          ),
      },
    ]),
  ),
  "HTTP/2 without gRPC": { start: http2(page(404, HTML, "<h1>Not found</h1>")) },
  "HTTP/2 502": { start: http2(page(502, HTML, HTML_502)) },
  "HTTP/2 413": { start: http2(page(413, HTML, HTML_413)) },
  "HTTP/2 redirect": {
    start: http2(
      page(302, HTML, "<a href=/login>Found</a>", { location: "https://login.example.com/start" }),
    ),
  },
  "HTTP/2 login page": { start: http2(page(200, HTML, LOGIN)) },
  "HTTP/2 401": {
    start: http2(
      page(401, "application/json", '{"error":"missing token"}', {
        "www-authenticate": 'Bearer realm="api"',
      }),
    ),
  },
  "HTTP/2 429": { start: http2(page(429, "text/plain", "slow down", { "retry-after": "30" })) },
  "HTTP/1.1 502": { start: http1(page(502, HTML, HTML_502)) },
  "HTTP/1.1 413": { start: http1(page(413, HTML, HTML_413)) },
  "HTTP/1.1 redirect": { start: http1(page(301, HTML, "", { location: "https://login.example.com/start" })) },
  "HTTP/1.1 login page": { start: http1(page(200, HTML, LOGIN)) },
  "HTTP/1.1 204": { start: http1(page(204, "", "")) },
} satisfies Readonly<Record<string, Cause>> as Readonly<Record<string, Cause>>;

/** The address of a cause whose server listens at `port`. */
export function addressOf(
  { target, with: chosen }: Cause,
  port: number,
  { caFile }: TestCertificates,
): ServerAddress {
  return {
    target: target?.(port) ?? `127.0.0.1:${port}`,
    security:
      chosen === undefined
        ? { mode: "plaintext" }
        : { mode: "tls", ...(chosen === "tls" ? { certificateAuthorityFile: caFile } : {}) },
  };
}
