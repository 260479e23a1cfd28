import {
  create,
  type DescMethodStreaming,
  type DescMethodUnary,
  fromJson,
  type JsonValue,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import {
  createConnectTransport,
  createGrpcTransport,
  createGrpcWebTransport,
} from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { methodOf, schema } from "./sample-client.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.stop());

const { registry } = schema;
const PREDICT = { modelId: "general-v2", inputs: [{ image: { url: "https://example.test/cat.jpg" } }] };

type Open = (baseUrl: string) => Transport;
const json = { jsonOptions: { registry } };
const TRANSPORTS: readonly (readonly [name: string, open: Open])[] = [
  ["Connect, JSON, HTTP/1.1", (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "1.1", ...json })],
  [
    "Connect, binary, HTTP/2",
    (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "2", useBinaryFormat: true }),
  ],
  [
    "Connect by GET",
    (baseUrl) => createConnectTransport({ baseUrl, httpVersion: "1.1", useHttpGet: true, ...json }),
  ],
  ["gRPC-Web, HTTP/1.1", (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "1.1" })],
  ["gRPC-Web, HTTP/2", (baseUrl) => createGrpcWebTransport({ baseUrl, httpVersion: "2" })],
  ["gRPC", (baseUrl) => createGrpcTransport({ baseUrl })],
];

/** Calls any method as a stream of messages, or as one message where it takes and gives one. */
async function call(
  transport: Transport,
  name: string,
  requests: readonly JsonValue[],
): Promise<JsonValue[]> {
  const method = methodOf(name);
  const messages = requests.map((request) => fromJson(method.input, request, { registry }));
  const show = (message: Message): JsonValue => toJson(method.output, message, { registry });
  if (method.methodKind === "unary") {
    const [only = create(method.input)] = messages;
    const { message } = await transport.unary(
      method as DescMethodUnary,
      undefined,
      undefined,
      undefined,
      only,
    );
    return [show(message)];
  }
  const input = (async function* () {
    yield* messages;
  })();
  const response = await transport.stream(
    method as DescMethodStreaming,
    undefined,
    undefined,
    undefined,
    input,
  );
  const answers: JsonValue[] = [];
  for await (const message of response.message) answers.push(show(message));
  return answers;
}

describe.each(TRANSPORTS)("%s", (name, open) => {
  const transport = () => open(server.addresses.web);

  test("predicts", async () => {
    const answers = await call(transport(), "samples.vision.v1.VisionService/Predict", [PREDICT]);
    expect(answers).toMatchObject([{ status: { code: "SUCCESS" }, outputs: [{ id: "out-7f3a" }] }]);
  });

  test("reads a model", async () => {
    const request = { name: "models/general-v1", readMask: "displayName" };
    const answers = await call(transport(), "samples.vision.v1.ModelService/GetModel", [request]);
    expect(answers).toEqual([{ displayName: "General, the first" }]);
  });

  test("streams down and up", async () => {
    const down = await call(transport(), "samples.sink.v1.EchoService/ListBytes", [
      { byteCount: 1, messageCount: 2 },
    ]);
    expect(down).toEqual([{ content: "YQ==" }, { index: 1, content: "YQ==" }]);
    const up = await call(transport(), "samples.vision.v1.VisionService/UploadFrames", [
      {},
      { sequence: "1" },
    ]);
    expect(up).toEqual([{ frameCount: "2", length: "0s" }]);
  });

  test("fails with details", async () => {
    const request = {
      code: "NOT_FOUND",
      detailKinds: ["DETAIL_KIND_RETRY_INFO", "DETAIL_KIND_UNKNOWN_TYPE"],
    };
    const failure = await call(transport(), "samples.status.v1.StatusService/Fail", [request]).catch(
      (thrown: unknown) => ConnectError.from(thrown),
    );
    if (!(failure instanceof ConnectError)) throw new Error(`${name} did not fail`);
    expect([failure.code, failure.rawMessage]).toEqual([Code.NotFound, "Failed with NOT_FOUND, as asked."]);
    expect(failure.details.map((detail) => "type" in detail && detail.type)).toEqual([
      "google.rpc.RetryInfo",
      "samples.hidden.v1.Secret",
    ]);
  });

  test("keeps a deadline", async () => {
    const method = methodOf("samples.status.v1.StatusService/Hang");
    const late = transport().unary(method as DescMethodUnary, undefined, 60, undefined, create(method.input));
    await expect(late).rejects.toMatchObject({ code: Code.DeadlineExceeded });
  });
});

describe("by plain HTTP", () => {
  test("Connect takes JSON", async () => {
    const url = `${server.addresses.web}/samples.sink.v1.EchoService/EchoMetadata`;
    const headers = { "content-type": "application/json", "x-one": "1", "connect-timeout-ms": "5000" };
    const response = await fetch(url, { method: "POST", headers, body: '{"trailers": {"x-trail": "t"}}' });
    expect([response.status, response.headers.get("trailer-x-trail"), await response.json()]).toEqual([
      200,
      "t",
      {
        entries: [
          { name: "user-agent", text: "node" },
          { name: "x-one", text: "1" },
        ],
        timeLeft: expect.stringMatching(/^[45](\.\d+)?s$/),
        channel: "connect",
      },
    ]);
  });

  test("gRPC-Web frames its trailers", async () => {
    const method = methodOf("samples.vision.v1.ModelService/DeleteModel");
    const body = toBinary(method.input, fromJson(method.input, { name: "models/none", allowMissing: true }));
    const framed = Buffer.concat([Buffer.from([0, 0, 0, 0, body.length]), body]);
    const url = `${server.addresses.web}/samples.vision.v1.ModelService/DeleteModel`;
    const headers = { "content-type": "application/grpc-web+proto" };
    const response = await fetch(url, { method: "POST", headers, body: framed });
    const answer = Buffer.from(await response.arrayBuffer());
    expect(answer.subarray(0, 6).toString("hex")).toBe("000000000080");
    expect(answer.subarray(10).toString()).toContain("grpc-status: 0");
  });

  test("an unknown path is 404", async () => {
    expect((await fetch(`${server.addresses.web}/none`)).status).toBe(404);
  });
});

test("captions go both ways over HTTP/2", async () => {
  const transport = createConnectTransport({ baseUrl: server.addresses.web, httpVersion: "2" });
  const answers = await call(transport, "samples.vision.v1.CaptionService/Live", [
    { config: {} },
    { pcm: "AA==" },
  ]);
  expect(answers).toEqual([{ text: "good", final: false }]);
});
