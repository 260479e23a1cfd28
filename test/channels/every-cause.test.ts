/** Every server that a person meets by mistake, looked at and called: what is told has to say what is wrong. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainConnection } from "../../core/calls/connection.ts";
import { explainStatus } from "../../core/calls/index.ts";
import { examine } from "../../core/channels/autopsy.ts";
import { ConnectionFailure } from "../../core/channels/connection-failure.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { call, only } from "./support/call.ts";
import { addressOf, CAUSES } from "./support/causes.ts";
import { makeTestCertificates, type TestCertificates } from "./support/certificates.ts";

let certificates: TestCertificates;
const closing: (() => void)[] = [];
beforeAll(async () => {
  certificates = await makeTestCertificates();
});
afterAll(() => {
  for (const close of closing) close();
});

const TLS_ONLY = /^The server at A speaks TLS, and it was spoken to in plaintext\.$/;
const PLAIN_ONLY = /^The server at A speaks plaintext, and it was spoken to with TLS\.$/;
const HTTP1_ONLY = /^The server at A speaks HTTP\/1 only, and gRPC needs HTTP\/2\.$/;
const isNot = (words: string): RegExp =>
  new RegExp(`^Something listens at A, but it speaks neither HTTP nor TLS\\. The answer was ${words}$`);

/** What is told, with the address as A: the reason, the one sentence, and the steps that were seen. */
const EXPECTED: Readonly<Record<string, readonly [reason: string, explanation: RegExp, steps: string]>> = {
  "nothing listens": ["refused", /^Nothing listens at A\.$/, "tcp failed"],
  "no such name": ["name-not-found", /^There is no host of this name: nowhere\.invalid\.$/, "lookup failed"],
  "no such socket file": ["no-socket-file", /^There is no listening unix socket at \/tmp\//, "tcp failed"],
  "plaintext to TLS": ["plaintext-to-tls", TLS_ONLY, "tcp ok, http2 failed"],
  "plaintext to TLS of HTTP/1.1": ["plaintext-to-tls", TLS_ONLY, "tcp ok, http2 failed"],
  "TLS to plaintext gRPC": ["tls-to-plaintext", PLAIN_ONLY, "tcp ok, tls failed"],
  "TLS to plaintext HTTP/1.1": ["tls-to-plaintext", PLAIN_ONLY, "tcp ok, tls failed"],
  "HTTP/1.1 only": ["http1-only", HTTP1_ONLY, "tcp ok, http2 failed"],
  "HTTP/1.1 502": ["http1-only", HTTP1_ONLY, "tcp ok, http2 failed"],
  "HTTP/1.1 login page": ["http1-only", HTTP1_ONLY, "tcp ok, http2 failed"],
  "TLS without ALPN": ["http1-only", HTTP1_ONLY, "tcp ok, tls ok"],
  "wrong name": [
    "certificate-name",
    /^The certificate of A is for another name: 127\.0\.0\.1 is not among its names, DNS:other\.example\.$/,
    "tcp ok, tls failed",
  ],
  "expired certificate": [
    "certificate-expired",
    /^The certificate of A has expired: CN=localhost was valid until [\d: -]+ UTC\.$/,
    "tcp ok, tls failed",
  ],
  "certificate of tomorrow": [
    "certificate-not-yet-valid",
    /^The certificate of A is not valid yet: CN=localhost is valid from [\d: -]+ UTC\.$/,
    "tcp ok, tls failed",
  ],
  "self-signed": ["certificate-self-signed", /^The certificate of A is self-signed/, "tcp ok, tls failed"],
  "unknown authority": ["certificate-authority", /not trusted here/, "tcp ok, tls failed"],
  "certificate of a client": ["certificate-refused", /cannot be used for a server/, "tcp ok, tls failed"],
  "client certificate wanted": [
    "client-certificate",
    /^The server at A wants a client certificate that it trusts/,
    "tcp ok, tls ok, http2 failed",
  ],
  "client certificate wanted, TLS 1.2": [
    "client-certificate",
    /^The server at A wants a client certificate that it trusts/,
    "tcp ok, tls failed",
  ],
  "TLS 1.1 only": ["tls-version", /no version of TLS in common/, "tcp ok, tls failed"],
  "no cipher in common": ["tls-parameters", /takes none of the ciphers/, "tcp ok, tls failed"],
  "a reset in the TLS handshake": [
    "handshake-closed",
    /^A takes the connection and ends it in the TLS handshake: The connection was reset in answer/,
    "tcp ok, tls failed",
  ],
  "a close in the TLS handshake": [
    "handshake-closed",
    /^A takes the connection and ends it in the TLS handshake: The connection was closed in answer/,
    "tcp ok, tls failed",
  ],
  "silence in the TLS handshake": [
    "silent",
    /^A takes the connection and says nothing\.$/,
    "tcp ok, tls failed",
  ],
  SSH: [
    "not-http",
    isNot("“SSH-2.0-OpenSSH_9.6p1 Debian-4”, as an SSH server says."),
    "tcp ok, http2 failed",
  ],
  "SSH, asked with TLS": [
    "not-http",
    isNot("“SSH-2.0-OpenSSH.*”, as an SSH server says\\."),
    "tcp ok, tls failed",
  ],
  SMTP: ["not-http", isNot("“220 mail.*”, as a mail server \\(SMTP\\) says."), "tcp ok, http2 failed"],
  MySQL: ["not-http", isNot("the bytes 4a 00 .*, as a MySQL server says."), "tcp ok, http2 failed"],
  Redis: ["not-http", isNot("“-ERR .*”, as a Redis server says."), "tcp ok, http2 failed"],
  "a server that says nothing": [
    "silent",
    /^A takes the connection and says nothing\.$/,
    "tcp ok, http2 failed",
  ],
  "a server that closes at once": [
    "hung-up",
    /^A takes the connection and ends it without a word\.$/,
    "tcp ok, http2 failed",
  ],
  "a server that closes after the preface": ["hung-up", /without a word\.$/, "tcp ok, http2 failed"],
  "GOAWAY in the call": [
    "goaway",
    /ended the connection: keepalive pings came more often than it allows \(GOAWAY ENHANCE_YOUR_CALM “too_many_pings”\)\.$/,
    "tcp ok, http2 ok, first-byte failed",
  ],
  "GOAWAY NO_ERROR in the call": [
    "goaway",
    /in good order.*\(GOAWAY NO_ERROR “max_age”\)\.$/,
    "tcp ok, http2 ok, first-byte failed",
  ],
  "RST_STREAM INTERNAL_ERROR": [
    "stream-reset",
    /broke the call off.*\(RST_STREAM INTERNAL_ERROR\)\.$/,
    "tcp ok, http2 ok, first-byte failed",
  ],
  "RST_STREAM REFUSED_STREAM": [
    "stream-reset",
    /refused the call.*\(RST_STREAM REFUSED_STREAM\)\.$/,
    "tcp ok, http2 ok, first-byte failed",
  ],
  "RST_STREAM CANCEL": [
    "stream-reset",
    /it was not cancelled here \(RST_STREAM CANCEL\)\.$/,
    "tcp ok, http2 ok, first-byte failed",
  ],
  "RST_STREAM HTTP_1_1_REQUIRED": [
    "stream-reset",
    /wants HTTP\/1\.1 for this call/,
    "tcp ok, http2 ok, first-byte failed",
  ],
};

const stepsOf = (report: { readonly steps: readonly { kind: string; outcome: string }[] }): string =>
  report.steps.map(({ kind, outcome }) => `${kind} ${outcome}`).join(", ");

describe.each(Object.entries(EXPECTED))("%s", (name, [reason, explanation, steps]) => {
  const start = async () => {
    const cause = CAUSES[name];
    if (cause === undefined) throw new Error(`No cause ${name}`);
    const server = await cause.start(certificates);
    closing.push(server.stop);
    const address = addressOf(cause, server.port, certificates);
    return { ...address, connection: { connectTimeout: 3000 } };
  };
  const without = (text: string, target: string): string => text.replaceAll(target, "A");

  it("is told by a look", async () => {
    const address = await start();
    const { report, failure } = await examine(address, new AbortController().signal);
    const { diagnosis } = explainConnection(report, failure);
    expect([diagnosis?.reason, stepsOf(report)]).toEqual([reason, steps]);
    expect(without(diagnosis?.explanation ?? "", address.target)).toMatch(explanation);
  });

  it("is told by a call", async () => {
    const address = await start();
    const channel = createGrpcChannel(address);
    closing.push(() => channel.close());
    const { status, events } = await call(channel, [new Uint8Array()], { kind: "unary" });
    const { cause } = status;
    expect(cause instanceof ConnectionFailure ? cause.reason : cause).toBe(reason);
    const told = explainStatus(status, { channel: "grpc" });
    expect(without(told.explanation, address.target)).toMatch(explanation);
    expect(told.hint).toMatch(/^[A-Z].*\.$/);
    const { connection = { steps: [] } } = only(events, "status");
    expect(stepsOf(connection)).toMatch(new RegExp(`^${steps.split(", ")[0]}`));
    expect(connection.steps.at(-1)?.outcome).toBe("failed");
  });
});

describe.each([
  ["HTTP/2 without gRPC", /^HTTP 404 came where a gRPC answer was expected/],
  ["HTTP/2 502", /^A proxy answered HTTP 502: the server behind it did not answer\.$/],
  ["HTTP/2 413", /answered HTTP 413: the request is larger than it lets through\.$/],
  ["HTTP/2 redirect", /a redirect to https:\/\/login\.example\.com\/start\.$/],
  ["HTTP/2 login page", /^A web page came where a gRPC answer was expected: a login or portal page/],
  ["HTTP/2 401", /answered HTTP 401: it wants credentials\.$/],
  ["HTTP/2 429", /answered HTTP 429: too many requests came\.$/],
])("an answer of another kind: %s", (name, explanation) => {
  const startIt = async () => {
    const cause = CAUSES[name];
    if (cause === undefined) throw new Error(`No cause ${name}`);
    const server = await cause.start(certificates);
    closing.push(server.stop);
    return addressOf(cause, server.port, certificates);
  };

  it("is told by a look", async () => {
    const { report, failure } = await examine(await startIt(), new AbortController().signal);
    expect(stepsOf(report)).toBe("tcp ok, http2 ok, first-byte ok");
    expect(explainConnection(report, failure).diagnosis?.explanation).toMatch(explanation);
  });

  it("is told by a call", async () => {
    const channel = createGrpcChannel(await startIt());
    closing.push(() => channel.close());
    const { status } = await call(channel, [new Uint8Array()], { kind: "unary" });
    expect(explainStatus(status, { channel: "grpc" }).explanation).toMatch(explanation);
  });
});

it("a server that takes the request and does not answer is told by a look", async () => {
  const server = await CAUSES["HTTP/2 that never answers"]?.start(certificates);
  closing.push(() => server?.stop());
  const address = { target: `127.0.0.1:${server?.port}`, security: { mode: "plaintext" as const } };
  const { report, failure } = await examine(address, new AbortController().signal);
  expect([failure?.reason, stepsOf(report)]).toEqual(["no-answer", "tcp ok, http2 ok, first-byte failed"]);
});

it.each([
  ["HTTP/2 502", 14],
  ["HTTP/2 login page", 2],
])("a page ends a stream whose request is still open: %s", async (name, code) => {
  const server = await CAUSES[name]?.start(certificates);
  closing.push(() => server?.stop());
  const channel = createGrpcChannel({ target: `127.0.0.1:${server?.port}`, security: { mode: "plaintext" } });
  closing.push(() => channel.close());
  const open = channel.open({ path: "/a.B/C", kind: "bidi-stream", metadata: [] }, () => undefined);
  await open.send(new Uint8Array());
  expect((await open.done).code).toBe(code);
});
