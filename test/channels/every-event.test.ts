/** What happens in a call is told alike on every channel: none lacks an event that it could have. */
import { type AddressInfo, connect as connectTcp, type Socket } from "node:net";
import { createServer as createTls } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChannelEvent, ChannelRequest } from "../../core/channels/channel.ts";
import { call, type Finished, kinds, only } from "./support/call.ts";
import { makeTestCertificates, type TestCertificates } from "./support/certificates.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";
import { startTcpServer } from "./support/tcp-server.ts";

type Kind = (typeof everyKind)[number];

let sample: Sample;
let certificates: TestCertificates;
const closing: (() => void)[] = [];
beforeAll(async () => {
  [sample, certificates] = await Promise.all([openSample(), makeTestCertificates()]);
});
afterAll(() => {
  for (const close of closing) close();
  return sample?.stop();
});

/** TLS in front of a port of the sample server, which agrees to one protocol (ALPN). */
async function tlsFront(kind: Kind, protocol: string): Promise<number> {
  const sockets = new Set<Socket>();
  const to = Number(/:(\d+)$/.exec(sample.addressOf(kind))?.[1]);
  const front = createTls({ ...certificates.good, ALPNProtocols: [protocol] }, (client) => {
    const server = connectTcp(to, "127.0.0.1");
    for (const socket of [client, server]) sockets.add(socket.on("error", () => undefined));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    front.close();
  });
  return (front.address() as AddressInfo).port;
}

const echo = "samples.sink.v1.EchoService";
const long = "a".repeat(3000);
const metadata = '{"headers": {"x-head": "1"}, "trailers": {"x-trail": "2"}}';
const frame = '{"sequence": 1}';
/** One call of each kind of method. */
const calls = {
  unary: { method: `${echo}/EchoMetadata`, messages: [metadata] },
  "server-stream": { method: `${echo}/ListBytes`, messages: ['{"byteCount": 3000, "messageCount": 3}'] },
  "client-stream": { method: "samples.vision.v1.VisionService/UploadFrames", messages: [frame] },
  "bidi-stream": { method: `${echo}/EchoEach`, messages: [`{"stringValue": "${long}"}`, "{}"] },
} as const;
type MethodKind = keyof typeof calls;
/** Connect takes a GET for methods without side effects alone. */
const harmless = {
  method: "samples.vision.v1.ModelService/GetModel",
  messages: ['{"name": "models/general-v2"}'],
} as const;
const callOf = (kind: Kind, methodKind: MethodKind) =>
  kind === "connect-get" ? harmless : calls[methodKind];

/** Calls by name over TLS, compressed, with HTTP/2 where the server has it. */
async function ask(kind: Kind, methodKind: MethodKind, version: "h2" | "http/1.1"): Promise<Finished> {
  const { method: name, messages } = callOf(kind, methodKind);
  const method = sample.method(name);
  const port = await tlsFront(kind, version);
  const channel = sample.channelOf(kind, method, {
    target: () => `localhost:${port}`,
    address: { security: { mode: "tls", certificateAuthorityFile: certificates.caFile } },
    ...(kind === "http-json" && methodKind === "unary" ? { binding: 1 } : {}),
  });
  closing.push(() => channel.close());
  const bytes = messages.map((json) => sample.encode(method, json));
  const options: ChannelRequest["options"] = { compression: "gzip", acceptedCompressions: ["gzip"] };
  return await call(channel, bytes, { path: `/${name}`, kind: methodKind, deadline: 20_000, options });
}

/** Both sides of a stream both ways run side by side: an answer may begin before the half-close. */
function inOrderOfSides(events: readonly ChannelEvent[]): string {
  const ours = /^(message-sent|half-close)$/;
  const before = events.filter(({ kind }) => /^(connecting|resolving|connected|request-headers)$/.test(kind));
  const out = events.filter(({ kind }) => ours.test(kind));
  const rest = events.filter((event) => !before.includes(event) && !out.includes(event));
  return kinds([...before, ...out, ...rest]);
}

const begin = "connecting resolving connected request-headers";
const ends = "trailers status";
const expected: Readonly<Record<MethodKind, string>> = {
  unary: `${begin} message-sent half-close response-headers message-received ${ends}`,
  "server-stream": `${begin} message-sent half-close response-headers message-received*3 ${ends}`,
  "client-stream": `${begin} message-sent half-close response-headers message-received ${ends}`,
  "bidi-stream": `${begin} message-sent*2 half-close response-headers message-received*2 ${ends}`,
};
/** Where trailers are no part of the protocol they are there when the server sends some. */
const mayEndWithout = (kind: Kind, methodKind: MethodKind): boolean =>
  kind === "http-protobuf" ||
  kind === "connect-get" ||
  (methodKind !== "unary" && /^(connect|connect-json|http-json)$/.test(kind));

const channels: readonly (readonly [Kind, "h2" | "http/1.1"])[] = [
  ["grpc", "h2"],
  ["grpc-web", "h2"],
  ["grpc-web", "http/1.1"],
  ["grpc-web-text", "h2"],
  ["connect", "h2"],
  ["connect", "http/1.1"],
  ["connect-json", "h2"],
  ["http-json", "http/1.1"],
  ["http-protobuf", "h2"],
  ["connect-get", "h2"],
];
const isUnaryAlone = (kind: Kind): boolean => kind === "http-protobuf" || kind === "connect-get";
const table = channels.flatMap(([kind, version]) =>
  (Object.keys(calls) as MethodKind[])
    .filter((methodKind) => !isUnaryAlone(kind) || methodKind === "unary")
    .filter((methodKind) => methodKind !== "bidi-stream" || version === "h2" || kind === "http-json")
    .map((methodKind) => ({ kind, version, methodKind })),
);

describe("a call by name over TLS", () => {
  it.each(table)("$kind, $version, $methodKind", async ({ kind, version, methodKind }) => {
    const { events, status } = await ask(kind, methodKind, version);
    expect(status.code).toBe(0);
    const wanted = expected[methodKind];
    expect(inOrderOfSides(events)).toBe(
      mayEndWithout(kind, methodKind) ? wanted.replace(ends, "status") : wanted,
    );

    // Times are monotonic, and the status is the last.
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort((one, other) => one - other));

    const { address, protocol, connection } = only(events, "connected");
    expect(address).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(protocol).toBe(`${version}, TLSv1.3`);
    expect(connection?.tls).toMatchObject({ version: "TLSv1.3", protocol: version, serverName: "localhost" });
    expect(connection?.tls?.chain.length).toBe(2);
    expect(only(events, "status").connection?.steps.map((step) => step.kind)).toEqual(
      version === "h2"
        ? ["lookup", "tcp", "tls", "http2", "first-byte"]
        : ["lookup", "tcp", "tls", "first-byte"],
    );

    const { line, headers } = only(events, "request-headers");
    expect(line).toMatch(/^(POST|GET) \/\S+$/);
    expect(headers.length).toBeGreaterThan(2);
    expect(only(events, "response-headers").httpStatus).toBe(200);
    const sent = events.filter((event) => event.kind === "message-sent");
    const { method, messages } = callOf(kind, methodKind);
    const lengths = messages.map((json) => sample.encode(sample.method(method), json).length);
    expect(sent.map(({ bytes }) => bytes.length)).toEqual(lengths);
    // A GET has no body that could be compressed.
    if (!line.startsWith("GET")) {
      for (const { transfer } of sent)
        expect(transfer).toEqual({ encoding: "gzip", wireByteLength: expect.any(Number) });
    }
  });

  it.each(["grpc-web", "grpc-web-text", "connect", "connect-json"] as const)(
    "%s tells what a received message was compressed to",
    async (kind) => {
      const { events } = await ask(kind, "server-stream", "h2");
      const received = events.filter((event) => event.kind === "message-received");
      for (const { bytes, transfer } of received) {
        expect(transfer?.encoding).toBe("gzip");
        expect(transfer?.wireByteLength).toBeLessThan(bytes.length);
      }
    },
  );
});

describe.each(everyKind)("what broke, on %s", (kind) => {
  it("is told behind what came before it", async () => {
    const server = await startTcpServer((socket) => socket.once("data", () => socket.destroy()));
    closing.push(server.stop);
    const method = sample.method(calls.unary.method);
    const channel = sample.channelOf(kind, method, { target: () => `localhost:${server.port}` });
    closing.push(() => channel.close());
    const { events, status } = await call(channel, [new Uint8Array()], {
      path: `/${calls.unary.method}`,
      kind: "unary",
      deadline: 20_000,
    });
    expect(status).toMatchObject({ code: 14, cause: { reason: "hung-up" } });
    const told = events.map((event) => event.kind);
    expect([told.at(0), told.includes("resolving"), told.at(-1)]).toEqual(["connecting", true, "status"]);
    const steps = only(events, "status").connection?.steps ?? [];
    expect(steps.map((step) => step.kind).slice(0, 2)).toEqual(["lookup", "tcp"]);
  });
});
