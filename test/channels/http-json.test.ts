import type { ServerResponse } from "node:http";
import { createServer as createHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { explainStatus } from "../../core/calls/index.ts";
import type { ChannelEvent, ChannelRequest } from "../../core/channels/channel.ts";
import { ConnectionFailure } from "../../core/channels/connection-failure.ts";
import {
  createHttpJsonChannel,
  type HttpJsonChannel,
  type HttpJsonChannelOptions,
} from "../../core/channels/http-json.ts";
import { renderJson } from "../../core/codec/index.ts";
import type { TransportSecurity } from "../../core/contract/params.ts";
import { call, type Finished, finished, hex, kinds, only } from "./support/call.ts";
import { makeTestCertificates, type TestCertificates } from "./support/certificates.ts";
import { startGrpcServer } from "./support/grpc-server.ts";
import {
  type HeardRequest,
  type RunningHttpServer,
  sendJson,
  startHttpServer,
} from "./support/http-server.ts";
import { startTcpServer, startTlsServer, unusedPort } from "./support/tcp-server.ts";
import { loadTranscodingSchema, type TranscodingSchema } from "./support/transcoding-schema.ts";

let schema: TranscodingSchema;
let certificates: TestCertificates;
beforeAll(async () => {
  [schema, certificates] = await Promise.all([loadTranscodingSchema(), makeTestCertificates()]);
});
const closing: (() => void)[] = [];
const closingLast: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
afterAll(() => {
  for (const close of closingLast) close();
});

function channelTo(
  target: string,
  method: string,
  options: Partial<HttpJsonChannelOptions> = {},
  security: TransportSecurity = { mode: "auto" },
): HttpJsonChannel {
  const parts = { method: schema.method(method), registry: schema.pool.registry, ...options };
  const channel = createHttpJsonChannel({ target, security }, parts);
  closing.push(channel.close);
  return channel;
}

interface Asked extends Finished {
  readonly heard: readonly HeardRequest[];
  readonly server: RunningHttpServer;
  readonly channel: HttpJsonChannel;
  /** Messages received, as compact JSON. */
  readonly json: readonly string[];
}

/** Starts a server, calls the method with one message (JSON of a Request) and gathers what happened. */
async function ask(
  method: string,
  messages: readonly string[],
  answer: (response: ServerResponse, request: HeardRequest) => void,
  options: Partial<HttpJsonChannelOptions> = {},
  request: Partial<ChannelRequest> = {},
): Promise<Asked> {
  const server = await startHttpServer(answer);
  closing.push(server.stop);
  const channel = channelTo(server.target, method, options);
  const result = await call(
    channel,
    messages.map((message) => schema.encode(message)),
    request,
  );
  const type = schema.method(method).output;
  const json = result.events.flatMap((event) =>
    event.kind === "message-received"
      ? [renderJson(type, event.bytes, { registry: schema.pool.registry, indent: 0 }).text]
      : [],
  );
  return { ...result, heard: server.heard, server, channel, json };
}

describe("a unary call", () => {
  it("goes out by its rule and comes back as a message", async () => {
    const { events, heard, json, status, server, channel } = await ask(
      "Get",
      ['{"name":"things/a","count":2}'],
      (response) => sendJson(response, '{"text":"x","number":"9007199254740993"}'),
    );
    expect(heard).toMatchObject([{ line: "GET /v1/things/a?count=2", body: "" }]);
    expect(json).toEqual(['{"text":"x","number":"9007199254740993"}']);
    expect(status).toEqual({ code: 0, message: "", httpStatus: 200 });
    expect(kinds(events)).toBe(
      "connecting connected request-headers message-sent half-close response-headers message-received status",
    );
    expect(only(events, "connected")).toMatchObject({
      protocol: "http/1.1",
      address: `127.0.0.1:${server.port}`,
    });
    expect(only(events, "request-headers")).toMatchObject({
      line: "GET /v1/things/a?count=2",
      url: `${server.target}/v1/things/a?count=2`,
      rule: "GET /v1/{name=things/*}",
    });
    expect(only(events, "message-received").body).toBe('{"text":"x","number":"9007199254740993"}');
    expect(channel.exchange()).toEqual({
      method: "GET",
      url: `${server.target}/v1/things/a?count=2`,
      rule: "GET /v1/{name=things/*}",
    });
  });

  it("sends a body and its length, and reads response_body", async () => {
    const { heard, json, events } = await ask(
      "Create",
      ['{"name":"n","leaf":{"text":"ä","number":"9007199254740993"}}'],
      (response) => sendJson(response, '{"text":"made"}'),
    );
    expect(heard).toMatchObject([
      { line: "POST /v1/things?name=n", body: '{"text":"ä","number":"9007199254740993"}' },
    ]);
    expect(heard[0]?.headers).toContain(`Content-Length: ${Buffer.byteLength(heard[0]?.body ?? "")}`);
    expect(heard[0]?.headers).toContain("Content-Type: application/json");
    expect(json).toEqual(['{"leaf":{"text":"made"}}']);
    expect(only(events, "message-sent").body).toBe('{"text":"ä","number":"9007199254740993"}');
  });

  it.each<[string, number, string]>([
    ["an empty 204", 204, ""],
    ["an empty 200", 200, ""],
    ["an empty object", 200, " {} "],
    ["a created thing", 201, "{}"],
  ])("takes %s as an empty message", async (_, httpStatus, body) => {
    const { status, received } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(httpStatus);
      response.end(body);
    });
    expect({ status, received }).toEqual({ status: { code: 0, message: "", httpStatus }, received: [""] });
  });

  it("keeps headers as they came and as they were given", async () => {
    const { heard, events } = await ask(
      "Get",
      ['{"name":"things/a"}'],
      (response) => {
        response.writeHead(200, [
          "X-List",
          "a",
          "x-LIST",
          "b, c",
          "Set-Cookie",
          "one=1",
          "Set-Cookie",
          "two=2",
          "X-Data-Bin",
          "AQ,Ag",
        ]);
        response.end("{}");
      },
      {},
      {
        metadata: [
          { name: "X-Mixed-Case", value: "1" },
          { name: "x-mixed-case", value: "2, 3" },
          { name: "user-agent", value: "mine" },
          { name: "x-data-bin", value: "AQI" },
        ],
      },
    );
    const own = heard[0]?.headers.filter((line) => /^(x-|user)/i.test(line));
    expect(own).toEqual(["X-Mixed-Case: 1", "x-mixed-case: 2, 3", "user-agent: mine", "x-data-bin: AQI"]);
    const { headers } = only(events, "request-headers");
    expect(headers.map(({ name, value }) => `${name}: ${value}`)).toEqual(heard[0]?.headers);
    expect(only(events, "response-headers").headers.filter(({ name }) => /^(x-|set)/i.test(name))).toEqual([
      { name: "X-List", value: "a" },
      { name: "x-LIST", value: "b, c" },
      { name: "Set-Cookie", value: "one=1" },
      { name: "Set-Cookie", value: "two=2" },
      { name: "X-Data-Bin", value: "AQ" },
      { name: "X-Data-Bin", value: "Ag" },
    ]);
  });

  it("keeps its connection for the next call", async () => {
    const { channel } = await ask("Get", ['{"name":"things/a"}'], (response) => sendJson(response, "{}"));
    const { events } = await call(channel, [schema.encode('{"name":"things/b"}')]);
    expect(only(events, "connected").at - only(events, "connecting").at).toBeGreaterThanOrEqual(0);
    expect(only(events, "status").status.code).toBe(0);
  });

  it("passes over fields the schema does not know, and says so", async () => {
    const { json, status } = await ask("Get", ['{"name":"things/a"}'], (response) =>
      sendJson(response, '{"text":"x","news":1}'),
    );
    expect(json).toEqual(['{"text":"x"}']);
    expect(status).toMatchObject({ code: 0, findings: [{ severity: "warning", path: "news" }] });
  });

  it("puts the base path of the target before the rule's", async () => {
    const server = await startHttpServer((response) => sendJson(response, "{}"));
    closing.push(server.stop);
    await call(channelTo(`${server.target}/api/v9/`, "Get"), [schema.encode('{"name":"things/a"}')]);
    expect(server.heard).toMatchObject([{ line: "GET /api/v9/v1/things/a" }]);
  });

  it("uses the binding that was asked for", async () => {
    const { heard } = await ask("Get", ['{"name":"things/a"}'], (response) => sendJson(response, "{}"), {
      binding: 2,
    });
    expect(heard).toMatchObject([{ line: "POST /v1/things:find", body: '{"name":"things/a"}' }]);
  });
});

describe("compressed answers", () => {
  const text = `{"text":"${"a".repeat(1000)}"}`;
  it.each<[string, Buffer]>([
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text)],
    ["deflate", deflateSync(text)],
  ])("%s is undone, and its size is known", async (encoding, packed) => {
    const { events, json } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(200, { "Content-Encoding": encoding, "Content-Type": "application/json" });
      response.end(packed);
    });
    expect(json).toEqual([text]);
    expect(only(events, "message-received")).toMatchObject({
      body: text,
      transfer: { encoding, wireByteLength: packed.length },
    });
  });

  it("damage is said", async () => {
    const { status } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" });
      response.end("no gzip");
    });
    expect(status).toMatchObject({
      code: 13,
      message: "The gzip body could not be decompressed: incorrect header check.",
    });
  });

  it("a bomb is stopped", async () => {
    const { status } = await ask(
      "Get",
      ['{"name":"things/a"}'],
      (response) => {
        response.writeHead(200, { "Content-Encoding": "gzip" });
        response.end(gzipSync(Buffer.alloc(10_000_000, " ")));
      },
      { maxMessageByteLength: 1_000_000 },
    );
    expect(status).toMatchObject({
      code: 8,
      message: "A message came that is larger than the bound of 1,000,000 bytes.",
    });
  });
});

describe("errors", () => {
  it("of a gateway keep code, message and details", async () => {
    const body =
      '{"code":5,"message":"no such thing","details":[{"@type":"type.googleapis.com/google.rpc.ResourceInfo","resourceName":"a"}]}';
    const { status } = await ask("Get", ['{"name":"things/a"}'], (response) => sendJson(response, body, 404));
    expect(status).toEqual({ code: 5, message: "no such thing", httpStatus: 404, detailJson: body, body });
    expect(explainStatus(status, { channel: "http-json", registry: schema.pool.registry })).toMatchObject({
      name: "NOT_FOUND",
      message: "no such thing",
      details: [
        {
          typeUrl: "type.googleapis.com/google.rpc.ResourceInfo",
          json: '{\n  "resourceName": "a"\n}',
          known: true,
        },
      ],
      httpStatus: 404,
    });
  });

  it.each<[number, string, string, number, string]>([
    [502, "text/html", "<h1>Bad Gateway</h1>", 14, "HTTP 502, text/html, “<h1>Bad Gateway</h1>”."],
    [413, "text/html", "<h1>Too large</h1>", 8, "HTTP 413, text/html, “<h1>Too large</h1>”."],
    [200, "text/html", "<h1>Log in</h1>", 2, "HTTP 200, text/html, “<h1>Log in</h1>”."],
    [404, "text/plain", "Not Found\n", 5, "HTTP 404, text/plain, “Not Found”."],
  ])("HTTP %i as %s is shown as it is", async (httpStatus, contentType, body, code, message) => {
    const { status } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(httpStatus, { "Content-Type": contentType });
      response.end(body);
    });
    expect(status).toEqual({ code, message, httpStatus, body });
  });

  it("a redirect is reported, not followed", async () => {
    const { status, heard } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(302, { Location: "/elsewhere" });
      response.end();
    });
    expect(status).toEqual({
      code: 2,
      message: "HTTP 302, redirect to /elsewhere, which is not followed.",
      httpStatus: 302,
    });
    expect(heard.length).toBe(1);
  });

  it.each<[string, RegExp]>([
    [
      '{"text":1}',
      /^The server answered HTTP 200, but its body cannot be read as test\.transcoding\.Answer: /,
    ],
    [
      '{"text":"x"',
      /^The server answered HTTP 200, but its body cannot be read as test\.transcoding\.Answer: /,
    ],
    ["hello", /^The server answered HTTP 200, but its body cannot be read as test\.transcoding\.Answer: /],
  ])("a body of %j is kept and explained", async (body, message) => {
    const { status, received } = await ask("Get", ['{"name":"things/a"}'], (response) =>
      sendJson(response, body),
    );
    expect(received).toEqual([]);
    expect(status).toMatchObject({ code: 13, body, httpStatus: 200 });
    expect(status.message).toMatch(message);
  });

  it("an answer that breaks off", async () => {
    const { status } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(200, { "Content-Length": 100, "Content-Type": "application/json" });
      response.write('{"text":');
      setTimeout(() => response.destroy(), 20);
    });
    expect(status).toMatchObject({
      code: 14,
      message: "The connection closed in the middle of the answer: aborted.",
      cause: { reason: "closed" },
      body: '{"text":',
    });
  });

  it("a message no binding can carry is refused before anything is sent", async () => {
    const { status, events, heard } = await ask("List", ['{"leaves":[{}]}'], (response) =>
      sendJson(response, "[]"),
    );
    expect(kinds(events)).toBe("status");
    expect(heard).toEqual([]);
    expect(status).toMatchObject({
      code: 3,
      message:
        "GET /v1/things cannot carry this message. The field leaves is a list of messages, which the query of a URL cannot carry.",
      cause: { code: "no-binding" },
    });
  });

  it("a header that cannot travel is refused before anything is sent", async () => {
    const metadata = [{ name: "Content-Length", value: "3" }];
    const { status, heard } = await ask(
      "Get",
      ['{"name":"things/a"}'],
      (response) => sendJson(response, "{}"),
      {},
      { metadata },
    );
    expect(heard).toEqual([]);
    expect(status).toMatchObject({
      code: 3,
      message: "The header “Content-Length” belongs to the connection and cannot be set by hand.",
      cause: { code: "usage" },
    });
  });

  it("a method without a rule has no channel", () => {
    expect(() => channelTo("localhost:1", "Plain")).toThrow(expect.objectContaining({ code: "no-binding" }));
  });
});

describe("deadline and cancel", () => {
  it("the deadline", async () => {
    const { status } = await ask("Get", ['{"name":"things/a"}'], () => undefined, {}, { deadline: 60 });
    expect(status).toEqual({ code: 4, message: "The deadline of 60 ms passed." });
  });

  it("closing the channel", async () => {
    const server = await startHttpServer(() => undefined);
    closing.push(server.stop);
    const channel = channelTo(server.target, "Get");
    const asked = call(channel, [schema.encode('{"name":"things/a"}')]);
    await expect.poll(() => server.heard.length).toBe(1);
    channel.close();
    expect((await asked).status).toEqual({ code: 1, message: "Cancelled by the client." });
  });

  it("cancelling closes the connection", async () => {
    let closed = false;
    const controller = new AbortController();
    const asked = ask(
      "Get",
      ['{"name":"things/a"}'],
      (response) => {
        response.on("close", () => {
          closed = true;
        });
        controller.abort();
      },
      {},
      { signal: controller.signal },
    );
    expect((await asked).status).toEqual({ code: 1, message: "Cancelled by the client." });
    await expect.poll(() => closed).toBe(true);
  });
});

describe("server streams", () => {
  it.each<[string, string, string[]]>([
    [
      "lines of grpc-gateway",
      '{"result":{"text":"a"}}\n{"result":{"text":"b"}}\n',
      ['{"text":"a"}', '{"text":"b"}'],
    ],
    ["an array", '[{"text":"a"},\n{"text":"b"}]', ['{"text":"a"}', '{"text":"b"}']],
    [
      "bare lines",
      '{"text":"a"}\n{"text":"b","number":"1"}\n',
      ['{"text":"a"}', '{"text":"b","number":"1"}'],
    ],
    ["nothing", "", []],
    ["an empty array", "[]", []],
  ])("%s", async (_, body, expected) => {
    const { json, status, heard } = await ask("List", ["{}"], (response) => sendJson(response, body));
    expect(heard).toMatchObject([{ line: "GET /v1/things" }]);
    expect(json).toEqual(expected);
    expect(status).toEqual({ code: 0, message: "", httpStatus: 200 });
  });

  it.each<[string, string[]]>([
    ['{"result":{"result":"a"}}\n', ['{"result":"a"}']],
    ['{"result":"a"}\n', ['{"result":"a"}']],
    ['[{"result":"a"}]', ['{"result":"a"}']],
  ])("a message with a field named result: %s", async (body, expected) => {
    const { json } = await ask("ListResults", ["{}"], (response) => sendJson(response, body));
    expect(json).toEqual(expected);
  });

  it("messages arrive as they come", async () => {
    const server = await startHttpServer((response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      response.write('{"result":{"text":"a"}}\n');
    });
    closing.push(server.stop);
    const channel = channelTo(server.target, "List");
    const events: ChannelEvent[] = [];
    const open = channel.open({ path: "/", metadata: [] }, (event) => {
      events.push(event);
      if (event.kind === "message-received") open.cancel();
    });
    open.send(schema.encode("{}")).catch(() => undefined);
    expect(finished(await open.done, events).received.length).toBe(1);
  });

  it.each<[string, string, object]>([
    [
      "an error as the last line",
      '{"result":{"text":"a"}}\n{"error":{"code":8,"message":"enough"}}\n',
      { code: 8, message: "enough" },
    ],
    [
      "an error in an array",
      '[{"text":"a"},{"error":{"code":429,"message":"enough","status":"RESOURCE_EXHAUSTED"}}]',
      { code: 8, message: "enough" },
    ],
    [
      "a line that breaks off",
      '{"result":{"text":"a"}}\n{"resu',
      { code: 13, message: "The answer ended inside a JSON value.", body: '{"resu' },
    ],
    [
      "an array that breaks off",
      '[{"text":"a"}',
      { code: 13, message: "The answer ended inside a JSON value." },
    ],
    ["a line that is no message", '{"result":{"text":"a"}}\n{"result":{"text":3}}\n', { code: 13 }],
  ])("%s", async (_, body, expected) => {
    const { json, status } = await ask("List", ["{}"], (response) => sendJson(response, body));
    expect(json).toEqual(['{"text":"a"}']);
    expect(status).toMatchObject(expected);
  });

  it("a text cut in the middle of a character", async () => {
    const bytes = Buffer.from('{"result":{"text":"ä😀"}}\n');
    const { json } = await ask("List", ["{}"], (response) => {
      response.writeHead(200, { "Content-Type": "application/json" });
      for (const byte of bytes) response.write(Buffer.from([byte]));
      response.end();
    });
    expect(json).toEqual(['{"text":"ä😀"}']);
  });
});

describe("client streams", () => {
  it("go out as lines of one body", async () => {
    const { heard, json, events } = await ask("Collect", ['{"name":"a"}', '{"name":"b"}'], (response) =>
      sendJson(response, '{"text":"2"}'),
    );
    expect(heard).toMatchObject([{ line: "POST /v1/things:collect", body: '{"name":"a"}\n{"name":"b"}\n' }]);
    expect(json).toEqual(['{"text":"2"}']);
    expect(events.filter(({ kind }) => kind === "message-sent").length).toBe(2);
  });

  it("send the field that is the body, and an empty object where a message has none", async () => {
    const { heard } = await ask("CollectLeaves", ['{"leaf":{"text":"a"}}', "{}"], (response) =>
      sendJson(response, "{}"),
    );
    expect(heard).toMatchObject([{ line: "POST /v1/things:collectLeaves", body: '{"text":"a"}\n{}\n' }]);
  });

  it("keep to the URL they began with", async () => {
    const { status } = await ask("CollectLeaves", ['{"name":"a"}', '{"name":"b"}'], (response) =>
      sendJson(response, "{}"),
    );
    expect(status).toMatchObject({
      code: 3,
      message:
        "A later message of the stream belongs to /v1/things:collectLeaves?name=b, and the request has begun as /v1/things:collectLeaves?name=a.",
    });
  });

  it("may be empty", async () => {
    const { heard, status } = await ask("Collect", [], (response) => sendJson(response, "{}"));
    expect(heard).toMatchObject([{ line: "POST /v1/things:collect", body: "" }]);
    expect(status.code).toBe(0);
  });

  it("need a body", async () => {
    const { status } = await ask("CollectByGet", ['{"name":"a"}'], (response) => sendJson(response, "{}"));
    expect(status).toMatchObject({
      code: 3,
      message: "GET /v1/things:collect has no body, so it cannot carry a stream of messages.",
    });
  });
});

describe("google.api.HttpBody", () => {
  it("is the raw answer", async () => {
    const { received, heard } = await ask("Download", ['{"name":"files/a/b.txt"}'], (response) => {
      response.writeHead(200, { "Content-Type": "text/html" });
      response.end("<p>");
    });
    expect(heard).toMatchObject([{ line: "GET /v1/files/a/b.txt" }]);
    expect(received).toEqual([`0a09${hex(Buffer.from("text/html"))}1203${hex(Buffer.from("<p>"))}`]);
  });

  it("is a field of the answer by response_body", async () => {
    const { json } = await ask("DownloadInside", ["{}"], (response) => {
      response.writeHead(200, { "Content-Type": "image/png" });
      response.end(Buffer.from([1, 2]));
    });
    expect(json).toEqual(['{"file":{"contentType":"image/png","data":"AQI="}}']);
  });

  it("streams piece by piece", async () => {
    const { json } = await ask("DownloadParts", ['{"name":"parts/a"}'], (response) => {
      response.writeHead(200, { "Content-Type": "text/plain" });
      response.write("one");
      setTimeout(() => response.end("two"), 30);
    });
    expect(json).toEqual([
      '{"contentType":"text/plain","data":"b25l"}',
      '{"contentType":"text/plain","data":"dHdv"}',
    ]);
  });

  it("is the raw request", async () => {
    const { heard, status } = await ask(
      "Upload",
      ['{"name":"files/a","count":1,"upload":{"contentType":"text/csv","data":"YSxi"}}'],
      (response) => sendJson(response, "{}"),
    );
    expect(heard).toMatchObject([{ line: "PUT /v1/files/a?count=1", body: "a,b" }]);
    expect(heard[0]?.headers).toContain("Content-Type: text/csv");
    expect(status.code).toBe(0);
  });
});

describe("connections", () => {
  async function outcome(target: string, security: TransportSecurity = { mode: "auto" }): Promise<object> {
    const channel = channelTo(target, "Get", { connectTimeout: 500 }, security);
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
