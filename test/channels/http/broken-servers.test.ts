/** Servers that break the protocol, the body or the connection, on every channel over plain HTTP that it concerns. */
import type { ServerResponse } from "node:http";
import { constants } from "node:http2";
import { gzipSync } from "node:zlib";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Channel, ChannelRequest } from "../../../core/channels/channel.ts";
import { createConnectChannel } from "../../../core/channels/connect.ts";
import { createGrpcWebChannel } from "../../../core/channels/grpc-web.ts";
import { createHttpJsonChannel } from "../../../core/channels/http-json.ts";
import { createHttpProtobufChannel } from "../../../core/channels/http-protobuf.ts";
import { BOMBS } from "../bombs.ts";
import { bytes, call, type Finished, hex, kinds, only } from "../support/call.ts";
import { startHttpServer } from "../support/http-server.ts";
import { frame } from "../support/http2-server.ts";
import { goaway, http2Frame, rstStream, startRawHttp2Server } from "../support/raw-http2-server.ts";
import { startTcpServer } from "../support/tcp-server.ts";
import { loadTranscodingSchema, type TranscodingSchema } from "../support/transcoding-schema.ts";

/** The ways to ask for one answer: each has a content type of its own. */
const WAYS = [
  "grpc-web",
  "grpc-web-text",
  "connect",
  "connect-stream",
  "connect-json",
  "http-json",
  "http-protobuf",
] as const;
type Way = (typeof WAYS)[number];

const TYPES: Readonly<Record<Way, string>> = {
  "grpc-web": "application/grpc-web+proto",
  "grpc-web-text": "application/grpc-web-text+proto",
  connect: "application/proto",
  "connect-stream": "application/connect+proto",
  "connect-json": "application/json",
  "http-json": "application/json",
  "http-protobuf": "application/x-protobuf",
};

let schema: TranscodingSchema;
beforeAll(async () => {
  schema = await loadTranscodingSchema();
});
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function channelTo(way: Way, port: number, version?: "2"): Channel {
  const address = { target: `127.0.0.1:${port}`, security: { mode: "auto" as const } };
  const http = version === undefined ? {} : { http: { version } };
  const { registry } = schema.pool;
  const method = schema.method(way === "connect-stream" ? "List" : "Get");
  const make = (): Channel => {
    switch (way) {
      case "grpc-web":
      case "grpc-web-text":
        return createGrpcWebChannel(address, way, http);
      case "connect":
      case "connect-stream":
        return createConnectChannel(address, "connect", { ...http, method, registry });
      case "connect-json":
        return createConnectChannel(address, way, { ...http, method, registry });
      case "http-json":
        return createHttpJsonChannel(address, { ...http, method, registry });
      case "http-protobuf":
        return createHttpProtobufChannel(address, http);
    }
  };
  const channel = make();
  closing.push(channel.close);
  return channel;
}

function ask(channel: Channel, way: Way, request: Partial<ChannelRequest> = {}): Promise<Finished> {
  const kind = way === "connect-stream" ? "server-stream" : "unary";
  return call(channel, [schema.encode('{"name":"things/a"}')], {
    path: "/test.transcoding.Things/Get",
    kind,
    ...request,
  });
}

async function askHttp1(
  way: Way,
  answer: (response: ServerResponse) => void,
  request: Partial<ChannelRequest> = {},
): Promise<Finished> {
  const server = await startHttpServer(answer);
  closing.push(server.stop);
  return ask(channelTo(way, Number(new URL(server.target).port)), way, request);
}

/** An answer with a content type of the way's own, or another. */
function reply(body: Uint8Array | string, headers: Record<string, string> = {}, status = 200) {
  return (way: Way) => (response: ServerResponse) => {
    response.writeHead(status, { "content-type": TYPES[way], ...headers });
    response.end(body);
  };
}

const OK_TRAILERS = frame(Buffer.from("grpc-status: 0\r\n"), 0x80);
const OK_END = frame(Buffer.from("{}"), 2);
const MESSAGE = bytes("0a0178");
const base64 = (...parts: Uint8Array[]): string =>
  parts.map((part) => Buffer.from(part).toString("base64")).join("");

describe("an answer that is something else", () => {
  it.each(WAYS)("a proxy's page, over %s", async (way) => {
    const { status } = await askHttp1(
      way,
      reply("<html>bad gateway</html>", { "content-type": "text/html" }, 502)(way),
    );
    expect(status).toMatchObject({ code: 14, httpStatus: 502, body: "<html>bad gateway</html>" });
    expect(status.message).toContain("HTTP 502, text/html");
  });

  it.each(WAYS)("a page that says 200, over %s", async (way) => {
    const { status, received } = await askHttp1(
      way,
      reply("<p>sign in</p>", { "content-type": "text/html" })(way),
    );
    expect(received).toEqual([]);
    expect(status.code).not.toBe(0);
    expect(status.body).toBe("<p>sign in</p>");
  });

  it.each(WAYS)("a redirect is told and not followed, over %s", async (way) => {
    const { status } = await askHttp1(way, reply("", { location: "https://login.test/" }, 302)(way));
    expect(status.code).not.toBe(0);
    expect(status.message).toContain("redirect to https://login.test/");
  });

  it.each(WAYS)("a page without end is cut, over %s", async (way) => {
    const { status } = await askHttp1(way, (response) => {
      response.writeHead(500, { "content-type": "text/plain" });
      const fill = (): void => {
        while (!response.destroyed && response.write("x".repeat(16_384)));
        if (!response.destroyed) response.once("drain", fill);
      };
      fill();
    });
    expect(status.body?.length).toBe(65_536);
  });
});

describe("an answer without its end", () => {
  it.each<[Way, Uint8Array | string, string]>([
    ["grpc-web", frame(MESSAGE), "The server ended the answer without a grpc-status."],
    ["grpc-web-text", base64(frame(MESSAGE)), "The server ended the answer without a grpc-status."],
    [
      "connect-stream",
      frame(MESSAGE),
      "The server ended the answer without the frame that ends a stream of Connect.",
    ],
  ])("%s", async (way, body, message) => {
    const { status, received } = await askHttp1(way, reply(body)(way));
    expect(received).toEqual([hex(MESSAGE)]);
    expect(status).toEqual({ code: 2, message, untold: true });
  });

  it.each<[Way, Uint8Array | string]>([
    ["grpc-web", bytes("00000000050102")],
    ["grpc-web-text", base64(bytes("00000000050102"))],
    ["connect-stream", bytes("00000000050102")],
  ])("cut inside a message, over %s", async (way, body) => {
    const { status } = await askHttp1(way, reply(body)(way));
    expect({ ...status, unfinished: hex(status.unfinished ?? new Uint8Array()) }).toMatchObject({
      code: 13,
      message: "The answer ended inside a message: 3 bytes are missing.",
      unfinished: "00000000050102",
    });
  });
});

describe("where the status stands", () => {
  it("in the headers alone (gRPC-Web trailers-only)", async () => {
    const { status, events } = await askHttp1(
      "grpc-web",
      reply("", { "grpc-status": "7", "grpc-message": "not%20you" })("grpc-web"),
    );
    expect(status).toEqual({ code: 7, message: "not you" });
    expect(only(events, "trailers").trailers).toContainEqual({ name: "grpc-status", value: "7" });
  });

  it.each<[string, string, object]>([
    ["names in any case, values whole", "Grpc-Status: 5\r\nX-A: 1\r\nx-a: 2, 3\r\n", { code: 5 }],
    [
      "no grpc-status",
      "x-a: 1\r\n",
      { code: 2, message: "The server ended the answer without a grpc-status." },
    ],
    ["no number", "grpc-status: OK\r\n", { code: 2 }],
  ])("in the trailers frame: %s", async (_, text, expected) => {
    const body = Buffer.concat([frame(MESSAGE), frame(Buffer.from(text), 0x80)]);
    const { status, events } = await askHttp1("grpc-web", reply(body)("grpc-web"));
    expect(status).toMatchObject(expected);
    const told = only(events, "trailers").trailers.map(({ name, value }) => `${name}: ${value}\r\n`);
    expect(told.join("")).toBe(text);
  });

  it.each<[string, string, object]>([
    [
      "an error with details",
      '{"error":{"code":"aborted","message":"m","details":[{"type":"google.protobuf.Duration","value":"CAM"}]}}',
      { code: 10, message: "m" },
    ],
    ["a code nobody knows", '{"error":{"code":"odd","message":"m"}}', { code: 2, message: "m" }],
    [
      "no JSON",
      "oops",
      {
        code: 13,
        message: "The last frame of the answer is not the JSON object that ends a stream of Connect.",
      },
    ],
  ])("in the last frame of Connect: %s", async (_, text, expected) => {
    const { status } = await askHttp1("connect-stream", reply(frame(Buffer.from(text), 2))("connect-stream"));
    expect(status).toMatchObject(expected);
  });

  it("trailers of Connect keep their repeats", async () => {
    const text = '{"metadata":{"x-a":["1","2"],"X-B":["3"]}}';
    const { events } = await askHttp1("connect-stream", reply(frame(Buffer.from(text), 2))("connect-stream"));
    expect(only(events, "trailers").trailers.map(({ name, value }) => `${name}=${value}`)).toEqual([
      "x-a=1",
      "x-a=2",
      "X-B=3",
    ]);
  });

  it("an error of Connect that is no JSON", async () => {
    const { status } = await askHttp1(
      "connect",
      reply("nope", { "content-type": "application/json" }, 404)("connect"),
    );
    expect(status).toMatchObject({ code: 12, httpStatus: 404, body: "nope" });
  });
});

describe("frames", () => {
  it.each<[Way, Uint8Array]>([
    ["grpc-web", frame(MESSAGE, 4)],
    ["connect-stream", frame(MESSAGE, 4)],
  ])("unknown flags, over %s", async (way, body) => {
    const { status } = await askHttp1(way, reply(body)(way));
    expect(status).toMatchObject({ code: 13 });
    expect(status.message).toMatch(/^A message begins with the flag byte 0x04: expected 0x00, 0x01 or 0x/);
  });

  it.each<[Way]>([["grpc-web"], ["connect-stream"]])(
    "a length beyond the bound takes no memory, over %s",
    async (way) => {
      const { status } = await askHttp1(way, (response) => {
        response.writeHead(200, { "content-type": TYPES[way] });
        response.write(bytes("00ffffffff00"));
      });
      expect(status).toMatchObject({ code: 8 });
      expect(status.message).toContain("4,294,967,295 bytes");
    },
  );

  it("text that is no base64", async () => {
    const { status } = await askHttp1("grpc-web-text", reply("not*base64!!")("grpc-web-text"));
    expect(status).toEqual({
      code: 13,
      message: "The answer is not base64, which gRPC-Web in text has to be.",
    });
  });
});

describe("compression", () => {
  const bomb = gzipSync(Buffer.alloc(5_000_000));
  it.each<[Way, Uint8Array | string, Record<string, string>]>([
    ["grpc-web", frame(bomb, 1), { "grpc-encoding": "gzip" }],
    ["connect-stream", frame(bomb, 1), { "connect-content-encoding": "gzip" }],
    ["connect", bomb, { "content-encoding": "gzip" }],
    ["connect-json", bomb, { "content-encoding": "gzip" }],
    ["http-protobuf", bomb, { "content-encoding": "gzip" }],
    ["http-json", bomb, { "content-encoding": "gzip" }],
    ["grpc-web", frame(BOMBS.zstd, 1), { "grpc-encoding": "zstd" }],
    ["grpc-web", frame(BOMBS.br, 1), { "grpc-encoding": "br" }],
    ["connect-stream", frame(BOMBS.zstd, 1), { "connect-content-encoding": "zstd" }],
    ["connect", BOMBS.br, { "content-encoding": "br" }],
    ["http-protobuf", BOMBS.zstd, { "content-encoding": "zstd" }],
    ["http-json", BOMBS.br, { "content-encoding": "br" }],
  ])("a bomb stops at the bound, over %s", async (way, body, headers) => {
    const { status, received } = await askHttp1(way, reply(body, headers)(way), {
      maxMessageByteLength: 1_000_000,
    });
    expect(received).toEqual([]);
    expect(status.code).toBe(8);
    expect(status.message).toContain("larger than the bound of 1,000,000 bytes");
  });

  it.each<[Way, Uint8Array, Record<string, string>]>([
    ["grpc-web", Buffer.concat([frame(gzipSync(MESSAGE), 1), OK_TRAILERS]), { "grpc-encoding": "gzip" }],
    [
      "connect-stream",
      Buffer.concat([frame(gzipSync(MESSAGE), 1), OK_END]),
      { "connect-content-encoding": "gzip" },
    ],
    ["connect", gzipSync(MESSAGE), { "content-encoding": "gzip" }],
    ["http-protobuf", gzipSync(MESSAGE), { "content-encoding": "gzip" }],
  ])("is undone and its size is known, over %s", async (way, body, headers) => {
    const { status, events } = await askHttp1(way, reply(body, headers)(way));
    expect(status.code).toBe(0);
    const { bytes: message, transfer } = only(events, "message-received");
    expect([hex(message), transfer]).toEqual([
      hex(MESSAGE),
      { encoding: "gzip", wireByteLength: gzipSync(MESSAGE).length },
    ]);
  });

  it.each<[Way, Uint8Array, Record<string, string>]>([
    ["grpc-web", frame(MESSAGE, 1), { "grpc-encoding": "snappy" }],
    ["connect", MESSAGE, { "content-encoding": "snappy" }],
    ["http-protobuf", MESSAGE, { "content-encoding": "snappy" }],
  ])("an unknown one is named, over %s", async (way, body, headers) => {
    const { status } = await askHttp1(way, reply(body, headers)(way));
    expect(status).toMatchObject({
      code: 13,
      message: "A message is compressed with snappy, which is not known: expected gzip, deflate or br.",
    });
  });
});

describe("connections that break", () => {
  it.each(WAYS)("cut in the middle of an answer, over %s", async (way) => {
    const { status } = await askHttp1(way, (response) => {
      response.writeHead(200, { "content-type": TYPES[way], "content-length": "1000" });
      response.write("x");
      setTimeout(() => response.destroy(), 20);
    });
    expect(status).toMatchObject({ code: 14, cause: { reason: "closed" } });
  });

  it.each(WAYS)("headers without end, over %s", async (way) => {
    const server = await startTcpServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const fill = (): void => {
        while (!socket.destroyed && socket.write(`x-fill: ${"y".repeat(1000)}\r\n`));
        if (!socket.destroyed) socket.once("drain", fill);
      };
      fill();
    });
    closing.push(server.stop);
    const { status } = await ask(channelTo(way, server.port), way, { deadline: 20_000 });
    expect(status.code).toBe(14);
  });

  it.each(WAYS)("a server that never answers ends at the deadline, over %s", async (way) => {
    const server = await startTcpServer(() => undefined);
    closing.push(server.stop);
    const { status } = await ask(channelTo(way, server.port), way, { deadline: 1000 });
    expect(status).toEqual({ code: 4, message: "The deadline of 1000 ms passed." });
  });

  it.each(WAYS)("nothing listens, over %s", async (way) => {
    const { status, events } = await ask(channelTo(way, 1), way);
    expect(status).toMatchObject({ code: 14, cause: { reason: "refused" } });
    expect(kinds(events)).toBe("connecting status");
  });

  it.each<[number, number]>([
    [constants.NGHTTP2_INTERNAL_ERROR, 13],
    [constants.NGHTTP2_REFUSED_STREAM, 14],
    [constants.NGHTTP2_CANCEL, 1],
    [constants.NGHTTP2_ENHANCE_YOUR_CALM, 8],
  ])("RST_STREAM %i of HTTP/2", async (code, expected) => {
    const server = await startRawHttp2Server((socket, stream) => socket.write(rstStream(stream, code)));
    closing.push(server.stop);
    const { status } = await ask(channelTo("connect", server.port, "2"), "connect");
    expect(status.code).toBe(expected);
    expect(status.message).toMatch(/^The server reset the stream: RST_STREAM /);
  });

  it("GOAWAY of HTTP/2 with its reason", async () => {
    const calm = constants.NGHTTP2_ENHANCE_YOUR_CALM;
    const server = await startRawHttp2Server((socket, stream) =>
      socket.end(Buffer.concat([headersOf(stream), goaway(stream, calm, "too_many_pings")])),
    );
    closing.push(server.stop);
    const { status } = await ask(channelTo("grpc-web", server.port, "2"), "grpc-web");
    expect(status.code).toBe(8);
    expect(status.message).toContain("GOAWAY ENHANCE_YOUR_CALM “too_many_pings”");
  });
});

/** `:status: 200` and the content type of gRPC-Web in HPACK. */
function headersOf(stream: number): Buffer {
  const type = Buffer.from(TYPES["grpc-web"]);
  return http2Frame(1, 4, stream, Buffer.concat([Buffer.from([0x88, 0x5f, type.length]), type]));
}
