import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.stop());

/** Sends one request; JSON answers are parsed, others stay text. */
async function send(
  line: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const [method = "", path = ""] = line.split(" ");
  const response = await fetch(`${server.addresses.http}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json" && text !== "";
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

const CAT = '[{"image": {"url": "https://example.test/cat.jpg"}}]';
const CAT_OUTPUTS = [
  {
    id: "out-7f3a",
    concepts: [
      { name: "cat", value: 0.9923 },
      { name: "whiskers", value: 0.9741 },
    ],
  },
];
const CAT_ANSWER = { status: { code: "SUCCESS", description: "Ok" }, outputs: CAT_OUTPUTS };

describe("bindings", () => {
  test.each([
    ["POST /v1/models/general-v2:predict", `{"inputs": ${CAT}}`, CAT_ANSWER],
    ["POST /v1/models/general-v2/versions/3:predict", `{"inputs": ${CAT}}`, CAT_ANSWER],
    ["POST /v1/users/ada/apps/demo/models/general-v2:predict", CAT, CAT_ANSWER],
    ["POST /v1/users/ada/apps/a%2Fb/models/general-v2:predict?maxConcepts=2&labels_=", CAT, 400],
    ["POST /v1/outputs/general-v2", `{"inputs": ${CAT}, "modelId": "other"}`, CAT_OUTPUTS],
    [
      "GET /v1/models/general-v1?readMask=name,displayName",
      undefined,
      { name: "models/general-v1", displayName: "General, the first" },
    ],
    [
      "GET /v1/models/general-v2/versions/2?read_mask=versions",
      undefined,
      { versions: { 2: { createdAt: "2024-06-01T00:00:00Z", accuracy: 0.95, parent: 1 } } },
    ],
    [
      "GET /v1/models?pageSize=1&readMask=name",
      undefined,
      { models: [{ name: "models/captions-v1" }], nextPageToken: "cGFnZTox", totalSize: 4 },
    ],
    [
      "GET /v1/models:plain?filter.kinds=MODEL_KIND_DETECTOR&filter.kinds=3&readMask=name",
      undefined,
      [{ name: "models/captions-v1" }, { name: "models/faces-v3" }],
    ],
    [
      "GET /v1/models:plain?filter.minWeightCount=9007199254740993&readMask=name",
      undefined,
      [{ name: "models/general-v2" }],
    ],
    [
      "GET /v1/models:plain?filter.priced=true&filter.created_after=2024-01-01T00:00:00Z&readMask=name",
      undefined,
      [{ name: "models/general-v2" }],
    ],
    ["GET /v1/models:plain?filter.owner.userId=nobody", undefined, []],
    [
      "GET /v1/users/grace/models?readMask=name",
      undefined,
      { models: [{ name: "models/captions-v1" }, { name: "models/faces-v3" }], totalSize: 2 },
    ],
    [
      "GET /v1/sink/numbers/-5/18446744073709551615/-9223372036854775808/1.5e300",
      undefined,
      {
        int32Value: -5,
        uint64Value: "18446744073709551615",
        sint64Value: "-9223372036854775808",
        doubleValue: 1.5e300,
      },
    ],
    [
      "GET /v1/sink/words/COLOUR_RED/true/_-8=/a/b%2Fc/%C3%A9",
      undefined,
      { enumValue: "COLOUR_RED", boolValue: true, bytesValue: "/+8=", stringValue: "a/b%2Fc/é" },
    ],
    ["GET /v1/sink/words/2/false/AA/", undefined, { enumValue: "COLOUR_GREEN", bytesValue: "AA==" }],
    [
      "GET /v1/sink:echo?lists.doubles=1&lists.doubles=NaN&wellKnown.duration=1.5s&wellKnown.int64Wrapper=7&@custom=x",
      undefined,
      {
        lists: { doubles: [1, "NaN"] },
        wellKnown: { duration: "1.500s", int64Wrapper: "7" },
        "@custom": "x",
      },
    ],
    ["PUT /v1/sink/inner/deep?int32_value=1", '{"bools": [true]}', { stringValue: "deep" }],
    ["PUT /v1/sink/list", "{}", {}],
    [
      "POST /v1/any:echo",
      '{"@type": "type.googleapis.com/google.protobuf.Duration", "value": "3s"}',
      { "@type": "type.googleapis.com/google.protobuf.Duration", value: "3s" },
    ],
    [
      "POST /v1/scenes:echo",
      '{"camera": "c", "front": {"name": "a"}}',
      { camera: "c", front: { name: "a" } },
    ],
    [
      "POST /v1/sink:echo",
      '{"int64Value": 9007199254740993, "uint64Value": 18446744073709551615}',
      { int64Value: "9007199254740993", uint64Value: "18446744073709551615" },
    ],
    ["GET /v1/wait/0.010s", undefined, { waited: "0.010s" }],
    ["GET /v1/bytes/3", undefined, { content: "YWJj" }],
    ["GET /v1/status/OK", undefined, {}],
  ])("%s", async (line, body, expected) => {
    const answer = await send(line, body);
    if (typeof expected === "number") expect(answer.status).toBe(expected);
    else expect([answer.status, answer.body]).toEqual([200, expected]);
  });

  test("makes, patches, replaces and deletes", async () => {
    const made = await send("POST /v1/models?modelId=new", '{"displayName": "New"}');
    expect([made.status, made.body]).toEqual([200, expect.objectContaining({ name: "models/new" })]);
    const patched = await send(
      "PATCH /v1/models/new?updateMask=remark",
      '{"remark": "", "displayName": "Lost"}',
    );
    expect(patched.body).toMatchObject({ displayName: "New", remark: "" });
    const put = await send("PUT /v1/models/new", '{"model": {"displayName": "Newer"}}');
    expect(put.body).toMatchObject({ name: "models/new", displayName: "Newer", remark: "" });
    expect(await send("DELETE /v1/models/new")).toMatchObject({ status: 200, body: {} });
    expect(await send("DELETE /v1/models/new")).toMatchObject({ status: 404 });
    expect(await send("DELETE /v1/models/new?allowMissing=true")).toMatchObject({ status: 200, body: {} });
  });

  test("HEAD by a custom rule has headers and no body", async () => {
    const answer = await send("HEAD /v1/models/general-v2");
    expect([answer.status, answer.body]).toEqual([200, ""]);
    expect(Number(answer.headers.get("content-length"))).toBeGreaterThan(100);
    expect((await send("HEAD /v1/models/none")).status).toBe(404);
  });

  test("files travel as they are", async () => {
    const card = await send("GET /v1/models/general-v1/artifacts/card.json");
    expect(card.body).toMatchObject({ displayName: "General, the first" });
    const weights = await fetch(
      `${server.addresses.http}/v1/models/general-v1/artifacts/weights/layer-1.bin`,
    );
    expect(weights.headers.get("content-type")).toBe("application/octet-stream");
    expect((await weights.arrayBuffer()).byteLength).toBe(64);
    const echoed = await send("POST /v1/body:echo", "<b>hi</b>", { "content-type": "text/html" });
    expect([echoed.headers.get("content-type"), echoed.body]).toEqual(["text/html", "<b>hi</b>"]);
  });
});

describe("refusals", () => {
  test.each([
    ["GET /none", undefined, 404, 5, "Not Found: no rule has the path /none."],
    ["DELETE /v1/models", undefined, 405, 12, "Method Not Allowed: /v1/models takes GET, POST."],
    ["GET /v1/models/none", undefined, 404, 5, 'There is no model "models/none".'],
    ["GET /v1/models?page_size=many", undefined, 400, 3, expect.stringContaining("page_size")],
    [
      "GET /v1/models?nope=1",
      undefined,
      400,
      3,
      "nope: samples.vision.v1.ListModelsRequest has no field nope.",
    ],
    ["GET /v1/models?pageSize=1&pageSize=2", undefined, 400, 3, "pageSize: takes one value, 2 came."],
    [
      "GET /v1/models?filter=1",
      undefined,
      400,
      3,
      "filter: a samples.vision.v1.ModelFilter cannot stand in a path or query.",
    ],
    [
      "GET /v1/sink:echo?maps.stringToString=1",
      undefined,
      400,
      3,
      "maps.stringToString: a map cannot stand in a path or query.",
    ],
    [
      "GET /v1/sink:echo?lists.messages.int32Value=1",
      undefined,
      400,
      3,
      "lists.messages.int32Value: leads through messages, which has no fields of its own.",
    ],
    ["GET /v1/sink:echo?boolValue=yes", undefined, 400, 3, 'boolValue: "yes" is neither true nor false.'],
    [
      "POST /v1/sink:echo?int32Value=1",
      "{}",
      400,
      3,
      "int32Value: the whole message is in the body, so there is no query.",
    ],
    ["PATCH /v1/models/general-v2?model.remark=x", "{}", 400, 3, "model.remark: this field is in the body."],
    ["POST /v1/sink:echo", "{", 400, 3, expect.stringContaining("JSON")],
    ["POST /v1/sink:echo", '{"int32Value": 2147483648}', 400, 3, expect.stringContaining("int32")],
    ["POST /v1/sink:echo", '{"nope": 1}', 400, 3, expect.stringContaining("nope")],
    [
      "GET /v1/status:missing",
      undefined,
      501,
      12,
      "The method samples.status.v1.StatusService.Missing was promised and never written.",
    ],
    ["GET /v1/status:crash", undefined, 500, 2, "The server stumbled over its own feet."],
  ])("%s %s", async (line, body, status, code, message) => {
    const answer = await send(line, body);
    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code, message })]);
  });

  const HTTP = [499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401];
  test.each(HTTP.map((status, index) => [index + 1, status]))("code %i is HTTP %i", async (code, status) => {
    const answer = await send(`GET /v1/status/${code}?message=m`);
    expect([answer.status, answer.body]).toEqual([status, { code, message: "m", details: [] }]);
  });

  test("details are JSON, and base64 where their type is unknown", async () => {
    const kinds = "detailKinds=DETAIL_KIND_RETRY_INFO&detailKinds=DETAIL_KIND_UNKNOWN_TYPE";
    const answer = await send(`GET /v1/status/UNAVAILABLE?${kinds}`);
    expect(answer.body).toEqual({
      code: 14,
      message: "Failed with UNAVAILABLE, as asked.",
      details: [
        { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "1.500s" },
        { "@type": "type.googleapis.com/samples.hidden.v1.Secret", value: "CJYBEgZoaWRkZW4=" },
      ],
    });
  });

  test("Grpc-Timeout is a deadline", async () => {
    const answer = await send("GET /v1/wait/30s", undefined, { "grpc-timeout": "50m" });
    expect([answer.status, answer.body]).toEqual([
      504,
      { code: 4, message: "The deadline passed.", details: [] },
    ]);
  });
});

describe("streams", () => {
  test.each([
    [
      "GET /v1/bytes/1/2",
      undefined,
      ['{"result":{"content":"YQ=="}}', '{"result":{"index":1,"content":"YQ=="}}'],
    ],
    ["GET /v1/bytes/1/0", undefined, []],
    [
      "POST /v1/sink:echoEach",
      '{"int32Value":1}\n\n{"int32Value":2}',
      ['{"result":{"int32Value":1}}', '{"result":{"int32Value":2}}'],
    ],
    [
      "POST /v1/captions:live",
      '{"config":{}}\n{"pcm":"AA=="}\n',
      ['{"result":{"text":"good","final":false}}'],
    ],
    [
      "GET /v1/status/ABORTED/after/1?failure.message=m",
      undefined,
      ['{"result":{"number":1}}', '{"error":{"code":10,"message":"m","details":[]}}'],
    ],
  ])("%s answers line by line", async (line, body, lines) => {
    const [method = "", path = ""] = line.split(" ");
    const init = body === undefined ? { method } : { method, body };
    const response = await fetch(`${server.addresses.http}${path}`, init);
    expect([response.status, await response.text()]).toEqual([
      200,
      lines.map((each) => `${each}\n`).join(""),
    ]);
  });

  test("uploads line by line", async () => {
    const answer = await send("POST /v1/frames:upload", '{"pixels":"AAAA"}\n{"sequence":1}\n');
    expect(answer.body).toEqual({ frameCount: "2", byteCount: "3", length: "0s" });
  });

  test("a stream that fails before its first message has a status of its own", async () => {
    expect(await send("GET /v1/models/none:watchTraining")).toMatchObject({ status: 404, body: { code: 5 } });
  });

  test("stops when the caller goes away", async () => {
    const controller = new AbortController();
    const url = `${server.addresses.http}/v1/bytes/1/10000000?interval=0.001s`;
    const response = await fetch(url, { signal: controller.signal });
    const reader = response.body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    controller.abort();
    await expect(reader?.read()).rejects.toThrow("aborted");
  });
});

test("metadata travels as headers and trailers", async () => {
  const { hostname, port } = new URL(server.addresses.http);
  const headers = { "Grpc-Metadata-X-One": "1", "x-raw-bin": "AP8=", "Grpc-Timeout": "5S", TE: "trailers" };
  const body = JSON.stringify({
    headers: { "x-head": "h", "x-head-bin": "AP8=" },
    trailers: { "x-trail": "t" },
  });
  const answer = await new Promise<unknown>((resolve, reject) => {
    const path = "/v1/metadata:echo";
    const request = httpRequest({ hostname, port, path, method: "POST", headers }, async (response) => {
      const chunks = await response.toArray();
      resolve([
        response.headers["grpc-metadata-x-head"],
        response.headers["grpc-metadata-x-head-bin"],
        response.trailers,
        JSON.parse(Buffer.concat(chunks).toString()),
      ]);
    });
    request.on("error", reject);
    request.end(body);
  });
  expect(answer).toEqual([
    "h",
    "AP8=",
    { "grpc-trailer-x-trail": "t" },
    {
      entries: [
        { name: "x-one", text: "1" },
        { name: "x-raw-bin", bytes: "AP8=" },
      ],
      timeLeft: expect.stringMatching(/^[45](\.\d+)?s$/),
      channel: "http-json",
    },
  ]);
});
