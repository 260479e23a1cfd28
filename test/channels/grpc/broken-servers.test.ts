import { constants, type ServerHttp2Session, type ServerHttp2Stream } from "node:http2";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { Channel, ChannelRequest } from "../../../core/channels/channel.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { bytes, call, type Finished, hex, kinds, only } from "../support/call.ts";
import { frame, GRPC_HEADERS, respond, startHttp2Server } from "../support/http2-server.ts";
import {
  FRAME,
  goaway,
  grpcHeaders,
  http2Frame,
  rstStream,
  startRawHttp2Server,
} from "../support/raw-http2-server.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function channelTo(
  answer: (stream: ServerHttp2Stream, session: ServerHttp2Session) => void,
): Promise<Channel> {
  const server = await startHttp2Server((stream, _headers, session) => answer(stream, session));
  const channel = createGrpcChannel({ target: `127.0.0.1:${server.port}`, security: { mode: "auto" } });
  closing.push(channel.close, server.stop);
  return channel;
}

async function callOn(answer: Parameters<typeof channelTo>[0], limit?: number): Promise<Finished> {
  const channel = await channelTo(answer);
  return call(channel, [bytes("0801")], limit === undefined ? {} : { maxMessageByteLength: limit });
}

const OK = { "grpc-status": "0" };
const UNTOLD = { code: 2, message: "The server ended the answer without a grpc-status.", untold: true };

describe("answers without a gRPC status", () => {
  it("trailers without grpc-status", async () => {
    const { status, received } = await callOn((stream) => respond(stream, frame(bytes("01")), { a: "b" }));
    expect(received).toEqual(["01"]);
    expect(status).toEqual(UNTOLD);
  });

  it("no trailers at all", async () => {
    const { status, received } = await callOn((stream) => {
      stream.respond(GRPC_HEADERS);
      stream.end(frame(bytes("01")));
    });
    expect(received).toEqual(["01"]);
    expect(status).toEqual(UNTOLD);
  });

  it("headers alone, with nothing in them", async () => {
    const { status } = await callOn((stream) => stream.respond(GRPC_HEADERS, { endStream: true }));
    expect(status).toEqual(UNTOLD);
  });

  it.each([
    ["99", "The server sent grpc-status “99”, which is no gRPC code (0 to 16). why"],
    ["OK", "The server sent grpc-status “OK”, which is no gRPC code (0 to 16). why"],
    ["-1", "The server sent grpc-status “-1”, which is no gRPC code (0 to 16). why"],
  ])("grpc-status %s", async (code, message) => {
    const { status } = await callOn((stream) =>
      respond(stream, frame(bytes("")), { "grpc-status": code, "grpc-message": "why" }),
    );
    expect(status).toEqual({ code: 2, message });
  });
});

describe("where the status stands", () => {
  it("in the only header block", async () => {
    const { status, events } = await callOn((stream) =>
      stream.respond(
        { ...GRPC_HEADERS, "grpc-status": "7", "grpc-message": "not%20you%21 100%", "x-a": ["1", "2"] },
        { endStream: true },
      ),
    );
    expect(status).toEqual({ code: 7, message: "not you! 100%" });
    expect(kinds(events)).not.toContain("response-headers");
    expect(only(events, "trailers").trailers).toContainEqual({ name: "x-a", value: "2" });
  });

  it("in the headers of an answer that has a body", async () => {
    const { status, received } = await callOn((stream) => {
      stream.respond({ ...GRPC_HEADERS, "grpc-status": "9", "grpc-message": "early" });
      stream.end(frame(bytes("01")));
    });
    expect({ status, received }).toEqual({ status: { code: 9, message: "early" }, received: ["01"] });
  });

  it("in details that are no base64", async () => {
    const { status } = await callOn((stream) =>
      respond(stream, frame(bytes("")), { "grpc-status": "3", "grpc-status-details-bin": "!!" }),
    );
    expect(status).toEqual({ code: 3, message: "" });
  });

  it("in details without padding", async () => {
    const { status } = await callOn((stream) =>
      respond(stream, frame(bytes("")), { "grpc-status": "3", "grpc-status-details-bin": "CAM" }),
    );
    expect(status.detailBytes).toEqual(bytes("0803"));
  });
});

describe("repeated metadata", () => {
  it("of names Node would merge or drop stays as it came", async () => {
    const { events } = await callOn((stream) => {
      stream.respond(
        {
          ...GRPC_HEADERS,
          "x-list": ["a", "b, c"],
          "set-cookie": ["one=1", "two=2"],
          "x-raw-bin": "AQ, Ag==",
        },
        { waitForTrailers: true },
      );
      stream.on("wantTrailers", () => stream.sendTrailers({ ...OK, "t-list": ["x", "y"] }));
      stream.end(frame(bytes("")));
    });
    const received = only(events, "response-headers").headers.filter(({ name }) => /^x-|cookie/.test(name));
    expect(received).toEqual([
      { name: "x-list", value: "a" },
      { name: "x-list", value: "b, c" },
      { name: "set-cookie", value: "one=1" },
      { name: "set-cookie", value: "two=2" },
      { name: "x-raw-bin", value: "AQ" },
      { name: "x-raw-bin", value: "Ag==" },
    ]);
    expect(only(events, "trailers").trailers.filter(({ name }) => name === "t-list")).toHaveLength(2);
  });
});

describe("answers that are not gRPC", () => {
  const PAGE = "<html>\n<head><title>502 Bad Gateway</title></head>\n<body>nginx</body></html>";

  it.each<[number, number]>([
    [400, 13],
    [401, 16],
    [403, 7],
    [404, 12],
    [429, 14],
    [502, 14],
    [503, 14],
    [504, 14],
    [413, 2],
    [200, 2],
  ])("an HTML page with HTTP %i is code %i, and the page is kept", async (httpStatus, code) => {
    const { status, events } = await callOn((stream) => {
      stream.respond({ ":status": httpStatus, "content-type": "text/html" });
      stream.end(PAGE);
    });
    expect(status).toMatchObject({
      code,
      message: `The answer is not gRPC: HTTP ${httpStatus}, text/html, “502 Bad Gateway”.`,
      httpStatus,
      body: PAGE,
    });
    expect(only(events, "response-headers").httpStatus).toBe(httpStatus);
  });

  it("a 404 with neither body nor content type", async () => {
    const { status } = await callOn((stream) => stream.respond({ ":status": 404 }, { endStream: true }));
    expect(status).toMatchObject({
      code: 12,
      message: "The answer is not gRPC: HTTP 404, no content-type.",
      httpStatus: 404,
    });
  });

  it("a redirect is reported, not followed", async () => {
    const { status } = await callOn((stream) =>
      stream.respond({ ":status": 302, location: "https://login.example/" }, { endStream: true }),
    );
    expect(status).toMatchObject({
      code: 2,
      message: "The answer is not gRPC: HTTP 302, no content-type, redirect to https://login.example/.",
      httpStatus: 302,
    });
  });

  it("a page without end is cut off", async () => {
    const { status } = await callOn((stream) => {
      stream.respond({ ":status": 200, "content-type": "text/plain" });
      const fill = (): void => {
        while (!stream.destroyed && stream.write("x".repeat(16_384)));
        if (!stream.destroyed) stream.once("drain", fill);
      };
      fill();
    });
    expect(status.code).toBe(2);
    expect(status.body).toHaveLength(65_536);
  });

  it("gRPC-Web on the gRPC channel", async () => {
    const { status } = await callOn((stream) => {
      stream.respond({ ":status": 200, "content-type": "application/grpc-web+proto" });
      stream.end(frame(bytes("01")));
    });
    expect(status.message).toMatch(/^The answer is not gRPC: HTTP 200, application\/grpc-web\+proto/);
  });
});

describe("frames", () => {
  it.each<[string, string, string]>([
    ["0000000005010203", "The answer ended inside a message: 2 bytes are missing.", "0000000005010203"],
    ["000000", "The answer ended inside the five bytes before a message.", "000000"],
  ])("an answer that ends in %s", async (body, message, unfinished) => {
    const whole = Buffer.concat([frame(bytes("07")), bytes(body)]);
    const { status, received } = await callOn((stream) => respond(stream, whole, OK));
    expect(received).toEqual(["07"]);
    expect({ ...status, unfinished: hex(status.unfinished ?? new Uint8Array()) }).toEqual({
      code: 13,
      message,
      unfinished,
    });
  });

  it("an error keeps its code when the answer was cut as well", async () => {
    const { status } = await callOn((stream) =>
      respond(stream, bytes("00000000050102"), { "grpc-status": "14", "grpc-message": "gone" }),
    );
    expect(status.code).toBe(14);
    expect(status.message).toBe("gone The answer ended inside a message: 3 bytes are missing.");
  });

  it("unknown flags", async () => {
    const { status, received } = await callOn((stream) =>
      respond(stream, Buffer.concat([frame(bytes("01")), frame(bytes("02"), 0x80)]), OK),
    );
    expect(received).toEqual(["01"]);
    expect(status).toMatchObject({
      code: 13,
      message: "A message begins with the flag byte 0x80: expected 0x00 or 0x01.",
    });
  });

  it("a length beyond the bound takes no memory", async () => {
    const { status, received } = await callOn((stream) => {
      stream.respond(GRPC_HEADERS);
      stream.write(Buffer.concat([frame(bytes("01")), bytes("00ffffffff00")]));
    });
    expect(received).toEqual(["01"]);
    expect(status).toEqual({
      code: 8,
      message: "A message of 4,294,967,295 bytes came, larger than the bound of 67,108,864 bytes.",
      steps: [{ kind: "raise-message-limit", byteLength: 4_294_967_295 }],
    });
  });
});

describe("compression nobody asked for", () => {
  const plain = Buffer.alloc(1000, "a");
  it.each<[string, Buffer]>([
    ["gzip", gzipSync(plain)],
    ["deflate", deflateSync(plain)],
    ["deflate", deflateRawSync(plain)],
    ["br", brotliCompressSync(plain)],
  ])("%s is undone, and its size is known", async (encoding, packed) => {
    const body = Buffer.concat([frame(packed, 1), frame(bytes("01")), frame(packed, 1)]);
    const { status, events, received } = await callOn((stream) =>
      respond(stream, body, OK, { "grpc-encoding": encoding }),
    );
    expect(status.code).toBe(0);
    expect(received).toEqual([hex(plain), "01", hex(plain)]);
    const transfers = events.flatMap((event) => (event.kind === "message-received" ? [event.transfer] : []));
    const transfer = { encoding, wireByteLength: packed.length };
    expect(transfers).toEqual([transfer, undefined, transfer]);
  });

  it.each<[string, Record<string, string>, Buffer, number, string]>([
    [
      "an unknown coding",
      { "grpc-encoding": "snappy" },
      frame(bytes("01"), 1),
      13,
      "A message is compressed with snappy, which is not known: expected gzip, deflate or br.",
    ],
    [
      "no coding named",
      {},
      frame(bytes("01"), 1),
      13,
      "A message is marked as compressed, but the answer has no grpc-encoding.",
    ],
    [
      "damage",
      { "grpc-encoding": "gzip" },
      frame(bytes("01"), 1),
      13,
      "A message marked as gzip could not be decompressed: unexpected end of file.",
    ],
    [
      "a bomb",
      { "grpc-encoding": "gzip" },
      frame(gzipSync(Buffer.alloc(5_000_000)), 1),
      8,
      "A gzip message that grows to more came, larger than the bound of 1,000,000 bytes.",
    ],
  ])("%s", async (_, headers, body, code, message) => {
    const { status, received } = await callOn((stream) => respond(stream, body, OK, headers), 1_000_000);
    expect(received).toEqual([]);
    expect(status).toMatchObject({ code, message });
  });
});

describe("streams and connections that break", () => {
  async function callRaw(
    answer: Parameters<typeof startRawHttp2Server>[0],
    request: Partial<ChannelRequest> = {},
  ): Promise<Finished> {
    const server = await startRawHttp2Server(answer);
    const channel = createGrpcChannel({ target: `127.0.0.1:${server.port}`, security: { mode: "auto" } });
    closing.push(channel.close, server.stop);
    return call(channel, [bytes("0801")], request);
  }
  const message = (stream: number): Buffer => http2Frame(FRAME.data, 0, stream, frame(bytes("01")));

  it.each<[number, number, string]>([
    [constants.NGHTTP2_PROTOCOL_ERROR, 13, "reset the stream: RST_STREAM PROTOCOL_ERROR."],
    [constants.NGHTTP2_INTERNAL_ERROR, 13, "reset the stream: RST_STREAM INTERNAL_ERROR."],
    [constants.NGHTTP2_CANCEL, 1, "reset the stream: RST_STREAM CANCEL."],
    [constants.NGHTTP2_REFUSED_STREAM, 14, "reset the stream: RST_STREAM REFUSED_STREAM."],
    [constants.NGHTTP2_ENHANCE_YOUR_CALM, 8, "reset the stream: RST_STREAM ENHANCE_YOUR_CALM."],
    [constants.NGHTTP2_INADEQUATE_SECURITY, 7, "reset the stream: RST_STREAM INADEQUATE_SECURITY."],
    [constants.NGHTTP2_HTTP_1_1_REQUIRED, 13, "reset the stream: RST_STREAM HTTP_1_1_REQUIRED."],
    [constants.NGHTTP2_NO_ERROR, 2, "ended the answer without a grpc-status."],
  ])("RST_STREAM %i after a message", async (code, expected, text) => {
    const { status, received } = await callRaw((socket, stream) =>
      socket.write(Buffer.concat([grpcHeaders(stream), message(stream), rstStream(stream, code)])),
    );
    expect(received).toEqual(["01"]);
    expect(status).toMatchObject({ code: expected, message: `The server ${text}` });
  });

  it("a connection that is cut in the middle of an answer", async () => {
    const { status, received } = await callRaw((socket, stream) =>
      socket.end(Buffer.concat([grpcHeaders(stream), message(stream)])),
    );
    expect(received).toEqual(["01"]);
    expect(status).toMatchObject({
      code: 14,
      message: "The connection closed during the call.",
      cause: { reason: "closed" },
    });
  });

  it("a connection that is reset before an answer", async () => {
    const { status } = await callRaw((socket) => socket.resetAndDestroy());
    expect(status).toMatchObject({ code: 14, cause: { reason: "closed" } });
  });

  it("GOAWAY with its reason", async () => {
    const calm = constants.NGHTTP2_ENHANCE_YOUR_CALM;
    const { status } = await callRaw((socket, stream) =>
      socket.end(Buffer.concat([grpcHeaders(stream), goaway(stream, calm, "too_many_pings")])),
    );
    expect(status).toMatchObject({
      code: 8,
      message: "The connection closed during the call: GOAWAY ENHANCE_YOUR_CALM “too_many_pings”.",
    });
  });

  it("frames that break HTTP/2 itself end the call, with Node 20 at the deadline", async () => {
    const { status } = await callRaw(
      (socket, stream) => socket.write(Buffer.concat([grpcHeaders(stream), Buffer.alloc(64)])),
      { deadline: 200 },
    );
    expect([4, 13]).toContain(status.code);
  });

  it("a server that never reads holds the sender back, and cancelling ends it", async () => {
    const channel = await channelTo((stream) => stream.pause());
    const open = channel.open({ path: "/test.Echo/Bidi", metadata: [] }, () => undefined);
    const sending = open.send(new Uint8Array(1_000_000)).then(
      () => "sent",
      (error: Error) => error.message,
    );
    const pause = new Promise((resolve) => setTimeout(resolve, 200, "waiting"));
    expect(await Promise.race([sending, pause])).toBe("waiting");
    open.cancel();
    expect(await sending).toBe("The call has ended: nothing more can be sent.");
    expect(await open.done).toMatchObject({
      code: 1,
      message: "Cancelled by the client.",
      cancelledHere: true,
    });
  });

  it("a stream that is refused is not sent again behind the user's back", async () => {
    let requests = 0;
    const { status } = await callRaw((socket, stream) => {
      requests++;
      socket.write(rstStream(stream, constants.NGHTTP2_REFUSED_STREAM));
    });
    expect({ requests, code: status.code }).toEqual({ requests: 1, code: 14 });
  });
});
