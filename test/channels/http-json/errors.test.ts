import { describe, expect, it } from "vitest";
import { explainStatus } from "../../../core/calls/index.ts";
import { call, kinds } from "../support/call.ts";
import { ask, channelTo, closing, schema } from "../support/http-json.ts";
import { sendJson, startHttpServer } from "../support/http-server.ts";

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
    [502, "text/html", "<h1>Bad Gateway</h1>", 14, "HTTP 502, text/html, “Bad Gateway”."],
    [413, "text/html", "<h1>Too large</h1>", 8, "HTTP 413, text/html, “Too large”."],
    [200, "text/html", "<h1>Log in</h1>", 2, "HTTP 200, text/html, “Log in”."],
    [404, "text/plain", "Not Found\n", 5, "HTTP 404, text/plain, “Not Found”."],
  ])("HTTP %i as %s is shown as it is", async (httpStatus, contentType, body, code, message) => {
    const { status } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(httpStatus, { "Content-Type": contentType });
      response.end(body);
    });
    expect(status).toMatchObject({ code, message, httpStatus, body });
  });

  it("a redirect is reported, not followed", async () => {
    const { status, heard } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(302, { Location: "/elsewhere" });
      response.end();
    });
    expect(status).toMatchObject({
      code: 2,
      message: "HTTP 302, no content-type, redirect to /elsewhere.",
      httpStatus: 302,
    });
    expect(heard.length).toBe(1);
  });

  it.each([
    ['{"text":1}', 'Expected a string, but found 1. “{"text":1}”'],
    ['{"text":\n"x"', 'Expected "," or "}", but the text ends. “{"text": "x"”'],
    ["hello", 'Expected a value, but found "hello". “hello”'],
    [
      `[${"1,".repeat(200)}1]`,
      `Expected an object (test.transcoding.Answer), but found an array. “[${"1,".repeat(99)}1…”`,
    ],
  ])("a body of %j is kept and explained", async (body, fault) => {
    const { status, received } = await ask("Get", ['{"name":"things/a"}'], (response) =>
      sendJson(response, body),
    );
    expect(received).toEqual([]);
    expect(status).toMatchObject({
      code: 13,
      body,
      httpStatus: 200,
      message: `The server answered HTTP 200, but its body cannot be read as test.transcoding.Answer: ${fault}`,
    });
    const { explanation, hint } = explainStatus(status, { channel: "http-json" });
    expect([explanation, hint]).toEqual([
      "The server answered HTTP 200, but not with this method's answer as JSON.",
      "Check the address and its base path, and that the schema is the one the server has.",
    ]);
  });

  it("an answer that breaks off", async () => {
    const { status } = await ask("Get", ['{"name":"things/a"}'], (response) => {
      response.writeHead(200, { "Content-Length": 100, "Content-Type": "application/json" });
      response.write('{"text":');
      setTimeout(() => response.destroy(), 20);
    });
    expect(status).toMatchObject({
      code: 14,
      message: "The connection closed during the call: aborted.",
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
    const { status } = await ask("Get", ['{"name":"things/a"}'], () => undefined, {}, { deadline: 1000 });
    expect(status).toEqual({ code: 4, message: "The deadline of 1000 ms passed." });
  });

  it("closing the channel", async () => {
    const server = await startHttpServer(() => undefined);
    closing.push(server.stop);
    const channel = channelTo(server.target, "Get");
    const asked = call(channel, [schema.encode('{"name":"things/a"}')]);
    await expect.poll(() => server.heard.length).toBe(1);
    channel.close();
    expect((await asked).status).toEqual({
      code: 1,
      message: "Cancelled by the client.",
      cancelledHere: true,
    });
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
    expect((await asked).status).toEqual({
      code: 1,
      message: "Cancelled by the client.",
      cancelledHere: true,
    });
    await expect.poll(() => closed).toBe(true);
  });
});
