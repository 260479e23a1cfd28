import { fromBinary, toJson } from "@bufbuild/protobuf";
import { Metadata } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { messageType } from "../../proto-samples/server/schema/message-type.ts";
import { callGrpc, schema } from "./sample-client.ts";

let server: SampleServer;
beforeAll(async () => {
  server = await startSampleServer();
});
afterAll(() => server.stop());

const call = (...args: Parameters<typeof callGrpc> extends [string, ...infer Rest] ? Rest : never) =>
  callGrpc(server.addresses.grpc, ...args);

const VISION = "samples.vision.v1.VisionService";
const MODELS = "samples.vision.v1.ModelService";
const ECHO = "samples.sink.v1.EchoService";
const STATUS = "samples.status.v1.StatusService";

const PREDICT = {
  userAppId: { userId: "ada", appId: "demo" },
  modelId: "general-v2",
  inputs: [{ id: "cat-01", image: { url: "https://example.test/cat.jpg" } }],
  maxConcepts: 5,
  submittedAt: "2026-11-22T09:30:00Z",
};

describe("VisionService", () => {
  test("sees a cat, in 56 bytes with a field that is newer than the schema", async () => {
    const { messages, bytes, status } = await call(`${VISION}/Predict`, [PREDICT]);
    expect([status.code, messages]).toEqual([
      0,
      [
        {
          status: { code: "SUCCESS", description: "Ok" },
          outputs: [
            {
              id: "out-7f3a",
              concepts: [
                { name: "cat", value: expect.closeTo(0.9923, 6) },
                { name: "whiskers", value: expect.closeTo(0.9741, 6) },
              ],
            },
          ],
        },
      ],
    ]);
    expect(bytes.map((each) => Buffer.from(each).toString("hex"))).toEqual([
      "0a0708904e12024f6b122d0a086f75742d37663361120a0a03636174155f077e3f120f0a08776869736b657273159e5e793f48808a82ba06",
    ]);
  });

  test.each([
    ["no inputs", { modelId: "general-v2" }, 3, "inputs: must hold at least one input"],
    ["no model", { inputs: [{}] }, 3, "model_id: must name a model, such as general-v2"],
    ["an empty input", { ...PREDICT, inputs: [{ id: "a" }] }, 3, "inputs[0]: must hold an image or a text"],
    ["an unknown model", { ...PREDICT, modelId: "none" }, 5, 'There is no model "models/none".'],
  ])("refuses %s", async (_, request, code, details) => {
    const { messages, status } = await call(`${VISION}/Predict`, [request]);
    expect([status.code, status.details, messages]).toEqual([code, details, []]);
  });

  test.each([
    ["none", []],
    ["two", [PREDICT, PREDICT]],
  ])("takes exactly one message, not %s", async (_, requests) => {
    const { status } = await call(`${VISION}/Predict`, requests);
    expect([status.code, status.details]).toEqual([
      12,
      `The method takes exactly one message, but ${requests.length === 0 ? "none" : "more than one"} came.`,
    ]);
  });

  test.each([
    ["maxConcepts", { maxConcepts: 1 }, { concepts: [{ name: "cat", value: 0.9922999739646912 }] }],
    ["minValue", { minValue: 0.99 }, { concepts: [{ name: "cat", value: 0.9922999739646912 }] }],
    ["labels", { labels: { a: "b" }, minValue: 1 }, { notes: { a: "b" } }],
    ["outputMask", { outputMask: "input.id" }, { input: { id: "cat-01" } }],
    ["wishes", { wishes: { true: { weight: 3 } }, outputMask: "regions.top" }, {}],
    ["text", { inputs: [{ text: "a dog" }], outputMask: "id" }, { id: "out-7f3a" }],
  ])("heeds %s", async (_, change, output) => {
    const { messages, status } = await call(`${VISION}/Predict`, [{ ...PREDICT, ...change }]);
    expect(status.code).toBe(0);
    expect((messages[0] as { outputs: unknown[] }).outputs[0]).toMatchObject(output);
  });

  test("counts uploaded frames", async () => {
    const frames = [
      { sequence: "0", pixels: "AAAA", keyFrame: true },
      { sequence: "3", offset: "0.120s", pixels: "AA==", brightness: [-128, 127] },
    ];
    const { messages } = await call(`${VISION}/UploadFrames`, frames);
    expect(messages).toEqual([
      { frameCount: "2", byteCount: "4", keyFrames: ["0"], length: "0.120s", missing: ["1", "2"] },
    ]);
  });

  test("answers each request of a stream", async () => {
    const { messages } = await call(`${VISION}/PredictEach`, [PREDICT, { ...PREDICT, maxConcepts: 1 }]);
    expect(messages.map((each) => (each as { concepts: unknown[] }).concepts.length)).toEqual([2, 1]);
  });
});

test("captions grow word by word and the last one is final", async () => {
  const requests = [{ config: { rateHertz: 16000 } }, { pcm: "AAAA" }, { pcm: "AAAA" }, { pcm: "AAAA" }];
  const { messages, status } = await call("samples.vision.v1.CaptionService/Live", requests);
  expect([status.code, messages]).toEqual([
    0,
    [
      { text: "good", final: false },
      { text: "good morning", final: false },
      { text: "good morning all", final: true },
    ],
  ]);
});

describe("ModelService", () => {
  test("streams a training to its end", async () => {
    const request = { name: "models/general-v1", eventCount: 4, interval: "0.001s" };
    const { messages } = await call(`${MODELS}/WatchTraining`, [request]);
    expect(messages.map((each) => Object.keys(each as object)[3])).toEqual([
      "measure",
      "remark",
      "checkpoint",
      "done",
    ]);
  });

  test("makes, changes, refuses to lose and deletes a model", async () => {
    const [made] = (
      await call(`${MODELS}/CreateModel`, [{ modelId: "mine", model: { displayName: "Mine", price: 0 } }])
    ).messages;
    expect(made).toMatchObject({ name: "models/mine", displayName: "Mine", price: 0 });
    const patch = {
      model: { name: "models/mine", displayName: "Ours", remark: "" },
      updateMask: "displayName,price",
    };
    const [changed] = (await call(`${MODELS}/PatchModel`, [patch])).messages;
    expect(changed).toMatchObject({ displayName: "Ours" });
    expect(changed).not.toHaveProperty("price");
    const stale = await call(`${MODELS}/DeleteModel`, [{ name: "models/mine", etag: "AAAA" }]);
    expect(stale.status.code).toBe(10);
    const gone = await call(`${MODELS}/DeleteModel`, [{ name: "models/mine" }]);
    expect([gone.status.code, gone.messages]).toEqual([0, [{}]]);
    expect((await call(`${MODELS}/GetModel`, [{ name: "models/mine" }])).status.code).toBe(5);
  });

  test.each([
    ["all", {}, ["captions-v1", "faces-v3", "general-v1", "general-v2"], 4],
    ["a page", { pageSize: 1 }, ["captions-v1"], 4],
    ["the next page", { pageSize: 2, pageToken: "cGFnZToy" }, ["general-v1", "general-v2"], 4],
    ["one owner's", { filter: { owner: { userId: "ada" } } }, ["general-v1", "general-v2"], 2],
    ["large ones", { filter: { minWeightCount: "9007199254740993" } }, ["general-v2"], 1],
    ["free or not", { filter: { priced: false } }, ["captions-v1", "faces-v3"], 2],
    ["by age", { orderBy: ["created_at"] }, ["general-v1", "general-v2", "faces-v3", "captions-v1"], 4],
  ])("lists %s", async (_, request, names, totalSize) => {
    const { messages } = await call(`${MODELS}/ListModels`, [request]);
    const page = messages[0] as { models: { name: string }[]; totalSize: number };
    expect([page.models.map(({ name }) => name.slice(7)), page.totalSize]).toEqual([names, totalSize]);
  });
});

describe("EchoService", () => {
  test.each([
    ["Echo", { int64Value: "-9223372036854775808", bytesValue: "/w==", doubleValue: "NaN", choiceText: "" }],
    ["Echo", { constructor: "c", Proto: { a: 1 }, lastOfAll: true, "@custom": "x" }],
    [
      "Echo",
      { wellKnown: { any: { "@type": "type.googleapis.com/samples.vision.v1.Concept", name: "cat" } } },
    ],
    ["EchoLabel", { picture: "p", corner: [{ x: 1, y: -2, bend: [{ x: 3 }] }], machine: { number: 3 } }],
    ["EchoLabel", { picture: "p", "[samples.legacy.v1.stamp]": { number: 8 } }],
    [
      "EchoScene",
      { camera: "c", front: { name: "a", parts: [{ name: "b" }] }, weather: "WEATHER_SNOWY", title: "" },
    ],
    ["EchoAny", { "@type": "type.googleapis.com/samples.modern.v1.Thing", name: "lamp" }],
    ["EchoBody", { contentType: "text/plain", data: "aGk=" }],
  ])("%s gives back %j", async (method, message) => {
    const { messages } = await call(`${ECHO}/${method}`, [message]);
    expect(messages).toEqual([message]);
  });

  test("gives back each message of a stream", async () => {
    const requests = [{ int32Value: 1 }, {}, { int32Value: -3 }];
    expect((await call(`${ECHO}/EchoEach`, requests)).messages).toEqual(requests);
  });

  test("gives back metadata, as headers and trailers too", async () => {
    const metadata = new Metadata();
    metadata.add("x-twice", "one");
    metadata.add("x-twice", "two");
    metadata.add("x-raw-bin", Buffer.from([0, 255]));
    const request = { headers: { "x-head": "h", "x-head-bin": "AP8=" }, trailers: { "x-trail": "t" } };
    const outcome = await call(`${ECHO}/EchoMetadata`, [request], { metadata, deadline: 60_000 });
    expect(outcome.messages[0]).toMatchObject({
      entries: expect.arrayContaining([
        // Node joins what came as two header fields.
        { name: "x-twice", text: "one, two" },
        { name: "x-raw-bin", bytes: "AP8=" },
      ]),
      timeLeft: expect.stringMatching(/^[56]\d(\.\d+)?s$/),
      channel: "grpc",
    });
    expect(outcome.headers.get("x-head")).toEqual(["h"]);
    expect(outcome.headers.get("x-head-bin")).toEqual([Buffer.from([0, 255])]);
    expect(outcome.status.metadata.get("x-trail")).toEqual(["t"]);
  });

  test("refuses metadata that cannot travel", async () => {
    const { status } = await call(`${ECHO}/EchoMetadata`, [{ trailers: { "grpc-status": "0" } }]);
    expect([status.code, status.details]).toEqual([3, 'trailers["grpc-status"]: is no name for metadata']);
  });

  test("answers with as many bytes as asked for", async () => {
    const { bytes } = await call(`${ECHO}/GetBytes`, [{ byteCount: 5_000_000, random: true }]);
    expect(bytes.map((each) => each.length)).toEqual([5_000_005]);
    const { messages } = await call(`${ECHO}/ListBytes`, [{ byteCount: 3, messageCount: 2 }]);
    expect(messages).toEqual([{ content: "YWJj" }, { index: 1, content: "YWJj" }]);
  });

  test("ends late answers at the deadline and streams at a cancel", async () => {
    const late = await call(`${ECHO}/Wait`, [{ delay: "30s" }], { deadline: 60 });
    expect([late.status.code, late.messages]).toEqual([4, []]);
    const endless = { byteCount: 1, messageCount: 10_000_000, interval: "0.001s" };
    const stopped = await call(`${ECHO}/ListBytes`, [endless], { cancelAfter: 3 });
    expect([stopped.status.code, stopped.messages.length]).toEqual([1, 3]);
  });
});

describe("StatusService", () => {
  const codes = Array.from({ length: 16 }, (_, index) => index + 1);
  test.each(codes)("fails with code %i", async (code) => {
    const { status } = await call(`${STATUS}/Fail`, [{ code, message: "größer\n✓" }]);
    expect([status.code, status.details]).toEqual([code, "größer\n✓"]);
  });

  test("sends every kind of detail, and bytes that are none", async () => {
    const { status } = await call(`${STATUS}/Fail`, [
      { code: "NOT_FOUND", detailKinds: ["DETAIL_KIND_ALL"] },
    ]);
    const type = messageType(schema.registry, "google.rpc.Status");
    const [raw] = status.metadata.get("grpc-status-details-bin");
    const details = fromBinary(type, raw as Buffer) as unknown as { details: { typeUrl: string }[] };
    expect(details.details.map(({ typeUrl }) => typeUrl.split("/")[1])).toEqual([
      "google.rpc.BadRequest",
      "google.rpc.RetryInfo",
      "google.rpc.ErrorInfo",
      "google.rpc.Help",
      "google.rpc.LocalizedMessage",
      "google.rpc.DebugInfo",
      "google.rpc.QuotaFailure",
      "google.rpc.PreconditionFailure",
      "google.rpc.RequestInfo",
      "google.rpc.ResourceInfo",
      "samples.hidden.v1.Secret",
    ]);
    const odd = await call(`${STATUS}/Fail`, [
      { code: 3, rawDetails: "//8=", trailers: { "x-trace-bin": "AQI=" } },
    ]);
    expect(odd.status.metadata.get("grpc-status-details-bin")).toEqual([Buffer.from([255, 255])]);
    expect(odd.status.metadata.get("x-trace-bin")).toEqual([Buffer.from([1, 2])]);
  });

  test("marks the field that was wrong", async () => {
    const { status } = await call(`${VISION}/Predict`, [{ modelId: "general-v2" }]);
    const type = messageType(schema.registry, "google.rpc.Status");
    const [raw] = status.metadata.get("grpc-status-details-bin");
    const { registry } = schema;
    expect(toJson(type, fromBinary(type, raw as Buffer), { registry })).toEqual({
      code: 3,
      message: "inputs: must hold at least one input",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.BadRequest",
          fieldViolations: [{ field: "inputs", description: "must hold at least one input" }],
        },
      ],
    });
  });

  test.each([
    [
      "FailLater",
      { messageCount: 2, failure: { code: "DATA_LOSS" } },
      15,
      "Failed with DATA_LOSS, as asked.",
      2,
    ],
    ["Fail", { code: 99 }, 99, "Failed with code 99, as asked.", 0],
    ["Fail", { code: "OK" }, 0, "OK", 1],
    [
      "Missing",
      {},
      12,
      "The method samples.status.v1.StatusService.Missing was promised and never written.",
      0,
    ],
    ["Crash", {}, 2, "The server stumbled over its own feet.", 0],
  ])("%s %j ends with %i", async (method, request, code, details, count) => {
    const { status, messages } = await call(`${STATUS}/${method}`, [request]);
    expect([status.code, status.details, messages.length]).toEqual([code, details, count]);
  });

  test("hangs until the deadline", async () => {
    expect((await call(`${STATUS}/Hang`, [{}], { deadline: 50 })).status.code).toBe(4);
  });
});

describe("health", () => {
  test.each([
    ["Check", {}, 0, [{ status: "SERVING" }]],
    ["Check", { service: VISION }, 0, [{ status: "SERVING" }]],
    ["Check", { service: "none" }, 5, []],
  ])("%s %j", async (method, request, code, messages) => {
    const outcome = await call(`grpc.health.v1.Health/${method}`, [request]);
    expect([outcome.status.code, outcome.messages]).toEqual([code, messages]);
  });

  test.each([
    ["", "SERVING"],
    ["none", "SERVICE_UNKNOWN"],
  ])("Watch of %j tells %s and stays open", async (service, status) => {
    const outcome = await call("grpc.health.v1.Health/Watch", [{ service }], { deadline: 1000 });
    expect([outcome.status.code, outcome.messages]).toEqual([4, [{ status }]]);
  });
});
