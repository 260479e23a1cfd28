/** Streams of protobuf messages over plain HTTP: one behind the other, each after its length. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { ChannelEvent, ChannelRequest } from "../../../core/channels/channel.ts";
import { withLength } from "../../../core/channels/http-protobuf/message-splitter.ts";
import { createHttpProtobufChannel } from "../../../core/channels/http-protobuf.ts";
import type { HttpOptions } from "../../../core/contract/channels.ts";
import { bytes, finished, hex, only } from "../support/call.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function channelTo(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  http: HttpOptions = {},
) {
  const server = createServer((request, response) => answer(response, request));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const channel = createHttpProtobufChannel({ target, security: { mode: "auto" } }, { http });
  closing.push(channel.close, () => {
    server.closeAllConnections();
    server.close();
  });
  return channel;
}

async function run(
  channel: Awaited<ReturnType<typeof channelTo>>,
  messages: readonly Uint8Array[],
  request: Partial<ChannelRequest>,
  onEvent: (event: ChannelEvent) => void = () => undefined,
) {
  const events: ChannelEvent[] = [];
  const call = channel.open({ path: "/a.B/C", metadata: [], deadline: 10_000, ...request }, (event) => {
    events.push(event);
    onEvent(event);
  });
  for (const message of messages) call.send(message).catch(() => undefined);
  call.halfClose();
  return finished(await call.done, events);
}

const [one, two] = [bytes("0801"), bytes("0802")];
const types = [
  ["application/x-protobuf; delimited=true", "varint"],
  ["application/x-protobuf; length-prefixed", "four-bytes"],
] as const;

describe.each(types)("an answer of %s", (contentType, form) => {
  it("is told message by message, while it goes on", async () => {
    let more = (): void => undefined;
    const channel = await channelTo((response) => {
      response.writeHead(200, { "content-type": contentType });
      response.write(withLength(one, form));
      // The second is sent only once the first was told.
      more = () => void response.end(withLength(two, form));
    });
    const { status, received } = await run(channel, [one], { kind: "server-stream" }, (event) => {
      if (event.kind === "message-received") more();
    });
    expect([status.code, received]).toEqual([0, ["0801", "0802"]]);
  });

  it("that is compressed is told so", async () => {
    const body = gzipSync(Buffer.concat([withLength(one, form), withLength(two, form)]));
    const channel = await channelTo((response) => {
      response.writeHead(200, { "content-type": contentType, "content-encoding": "gzip" }).end(body);
    });
    const { status, events } = await run(channel, [one], { kind: "server-stream" });
    const transfers = events.flatMap((event) => (event.kind === "message-received" ? [event.transfer] : []));
    expect([status.code, transfers]).toEqual([0, [{ encoding: "gzip" }, { encoding: "gzip" }]]);
  });

  it("that ends inside a message keeps what came", async () => {
    const cut = withLength(two, form).subarray(0, -1);
    const channel = await channelTo((response) => {
      response.writeHead(200, { "content-type": contentType });
      response.end(Buffer.concat([withLength(one, form), cut]));
    });
    const { status, received } = await run(channel, [one], { kind: "server-stream" });
    expect(received).toEqual(["0801"]);
    expect(status).toEqual({
      code: 13,
      message: `The answer ended inside a message: ${cut.length} bytes are left after the last whole one.`,
      unfinished: expect.anything(),
    });
    expect(hex(status.unfinished ?? new Uint8Array())).toBe(hex(cut));
  });

  it("with a message beyond the bound ends there", async () => {
    const channel = await channelTo((response) => {
      response.writeHead(200, { "content-type": contentType });
      response.write(withLength(new Uint8Array(2000), form));
    });
    const { status } = await run(channel, [one], { kind: "server-stream", maxMessageByteLength: 1000 });
    expect(status).toMatchObject({
      code: 8,
      message: "A message of 2,000 bytes came, larger than the bound of 1,000 bytes.",
      steps: [{ kind: "raise-message-limit" }],
    });
  });
});

it("an answer that says nothing of lengths is one message", async () => {
  const channel = await channelTo((response) => {
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end(one);
  });
  expect((await run(channel, [one], { kind: "server-stream" })).received).toEqual(["0801"]);
});

describe("a stream of requests", () => {
  async function heard(http: HttpOptions, more: Partial<ChannelRequest>) {
    let asked: { type: string | undefined; encoding: string | undefined; body: Buffer } | undefined;
    const channel = await channelTo(async (response, request) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      asked = {
        type: request.headers["content-type"],
        encoding: request.headers["content-encoding"],
        body: Buffer.concat(chunks),
      };
      response.writeHead(200, { "content-type": "application/x-protobuf" }).end(two);
    }, http);
    const ended = await run(channel, [one, two], { kind: "client-stream", ...more });
    return { ...ended, asked };
  }

  it("goes out delimited, and says so", async () => {
    const { status, received, asked, events } = await heard({}, {});
    expect([status.code, received, asked?.type, hex(asked?.body ?? Buffer.alloc(0))]).toEqual([
      0,
      ["0802"],
      "application/x-protobuf; delimited=true",
      "020801020802",
    ]);
    expect(status.findings).toEqual([
      {
        code: "framed-by-length",
        severity: "information",
        message:
          "HTTP has no rule for a stream of protobuf messages: each was sent after its length as a varint.",
        hint: "The content type decides (--content-type TYPE): one with the word delimited means varints, one with length-prefixed means four bytes.",
      },
    ]);
    expect(events.filter(({ kind }) => kind === "message-sent").length).toBe(2);
  });

  it("goes out with four bytes where its content type says so", async () => {
    const { asked } = await heard({ contentType: "application/x-own; length-prefixed" }, {});
    expect([asked?.type, hex(asked?.body ?? Buffer.alloc(0))]).toEqual([
      "application/x-own; length-prefixed",
      "000000020801000000020802",
    ]);
  });

  it("is a row of gzip members when it is compressed, and refused with deflate", async () => {
    const { asked, status } = await heard({}, { options: { compression: "gzip" } });
    expect([status.code, asked?.encoding]).toEqual([0, "gzip"]);
    expect(hex(gunzipSync(asked?.body ?? Buffer.alloc(0)))).toBe("020801020802");
    const refused = await heard({}, { options: { compression: "deflate" } });
    expect(refused.status).toMatchObject({
      code: 3,
      message: "A stream of HTTP + protobuf cannot be compressed with deflate.",
    });
    expect(only(refused.events, "status").status.code).toBe(3);
  });
});
