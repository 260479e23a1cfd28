import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { call, kinds, only } from "../support/call.ts";
import { ask, channelTo, closing, schema } from "../support/http-json.ts";
import { sendJson, startHttpServer } from "../support/http-server.ts";

describe("a unary call", () => {
  it("goes out by its rule and comes back as a message", async () => {
    const { events, heard, json, status, server } = await ask(
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
  });

  it("tells its deadline, for grpc-gateway to pass on, and nothing where there is none", async () => {
    const timeouts = async (deadline?: number) => {
      const request = deadline === undefined ? {} : { deadline };
      const { heard } = await ask(
        "Get",
        ['{"name":"things/a"}'],
        (response) => sendJson(response, "{}"),
        {},
        request,
      );
      return heard[0]?.headers.filter((line) => /^grpc-timeout/i.test(line));
    };
    expect([await timeouts(5000), await timeouts()]).toEqual([["Grpc-Timeout: 5000m"], []]);
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
    expect(kinds(events)).not.toContain("connecting");
    expect(only(events, "connected").connection).toMatchObject({ earlierCalls: 1 });
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
