import { describe, expect, it } from "vitest";
import type { ChannelEvent } from "../../../core/channels/channel.ts";
import { finished, hex } from "../support/call.ts";
import { ask, channelTo, closing, schema } from "../support/http-json.ts";
import { sendJson, startHttpServer } from "../support/http-server.ts";

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
    let goOn = (): unknown => undefined;
    const server = await startHttpServer((response) => {
      response.writeHead(200, { "Content-Type": "text/plain" });
      response.write("one");
      goOn = () => response.end("two");
    });
    closing.push(server.stop);
    const events: ChannelEvent[] = [];
    const channel = channelTo(server.target, "DownloadParts");
    const open = channel.open({ path: "/", metadata: [] }, (event) => {
      events.push(event);
      if (event.kind === "message-received") goOn();
    });
    open.send(schema.encode('{"name":"parts/a"}')).catch(() => undefined);
    const type = `0a0a${hex(Buffer.from("text/plain"))}`;
    expect(finished(await open.done, events).received).toEqual(
      ["one", "two"].map((text) => `${type}1203${hex(Buffer.from(text))}`),
    );
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
