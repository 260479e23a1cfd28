import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallRequest, SchemaSource, ServerAddress } from "../../core/contract/params.ts";
import type { EngineEvent, SampleAddresses } from "../../core/contract/views.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";
import { startSampleServer } from "../../proto-samples/server/index.ts";

const events: EngineEvent[] = [];
let engine: RunningEngine;
let sample: SampleAddresses;
let folder: string;
let schemaId: string;
let operation = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-engine-"));
  engine = createEngine({
    stateDirectory: join(folder, "state"),
    onEvent: (event) => events.push(event),
    startSample: startSampleServer,
  });
  sample = await engine.startSample();
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources: [reflection(sample.grpc)] }));
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const predict = "samples.vision.v1.VisionService/Predict";
const cat = '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}';

function server(target: string): ServerAddress {
  return { target, security: { mode: "auto" } };
}

function reflection(target: string): SchemaSource {
  return { kind: "reflection", server: server(target), metadata: [], version: "auto" };
}

function request(method: string, messages: readonly string[], more: Partial<CallRequest> = {}): CallRequest {
  operation += 1;
  return {
    operationId: `call-${operation}`,
    schemaId,
    method,
    channel: "grpc",
    server: server(sample.grpc),
    messages: [...messages],
    metadata: [],
    ...more,
  };
}

describe("a schema", () => {
  it("is summarised with services, messages and progress", async () => {
    const summary = await engine.openSchema({ operationId: "summary", sources: [reflection(sample.grpc)] });
    expect(summary).toMatchObject({ origin: "reflection v1", findings: [] });
    expect(summary.services.map(({ fullName }) => fullName)).toContain("samples.vision.v1.VisionService");
    expect(summary.messages).toContain("samples.sink.v1.KitchenSink");
    expect(summary.messageCount).toBe(summary.messages?.length);
    const stages = events.flatMap((event) =>
      event.kind === "progress" && event.operationId === "summary" ? [event.stage] : [],
    );
    expect(stages[0]).toBe("connecting");
    expect(stages.at(-1)).toMatch(/^reflecting (\d+) of \1$/);
  });

  it("is opened in part by symbols", async () => {
    const symbols = ["grpc.health.v1.Health"];
    const sources = [reflection(sample.grpc)];
    const summary = await engine.openSchema({ operationId: "part", sources, symbols });
    expect(summary.services.map(({ fullName }) => fullName)).toEqual(symbols);
  });

  it("is listed by names alone, and then not kept", async () => {
    const sources = [reflection(sample.grpc)];
    const summary = await engine.openSchema({ operationId: "names", sources, detail: "names" });
    expect(summary.schemaId).toBe("");
    expect(summary.services.flatMap(({ methods }) => methods.map(({ fullName }) => fullName))).toContain(
      predict,
    );
  });

  it("comes from several sources, and does without those that fail", async () => {
    const sources: SchemaSource[] = [
      { kind: "proto", files: ["nowhere.proto"], importPaths: [] },
      reflection(sample.grpc),
    ];
    const summary = await engine.openSchema({ operationId: "some", sources });
    expect(summary.origin).toBe("reflection v1");
    expect(summary.findings.slice(0, 2)).toMatchObject([
      { code: "source-failed", severity: "warning", message: "No schema could be read from nowhere.proto." },
      { code: "file-missing" },
    ]);
  });

  it("is refused when all sources fail", async () => {
    const sources: SchemaSource[] = [reflection("127.0.0.1:1")];
    await expect(engine.openSchema({ operationId: "none", sources })).rejects.toMatchObject({
      code: "unreachable",
      message: "Nothing listens at 127.0.0.1:1.",
      hint: "Start the server, or check the port.",
    });
  });

  it("finds a .proto file by an import path", async () => {
    await writeFile(join(folder, "one.proto"), 'syntax = "proto3"; message One { int32 a = 1; }');
    const sources: SchemaSource[] = [{ kind: "proto", files: ["one.proto"], importPaths: [folder] }];
    const summary = await engine.openSchema({ operationId: "path", sources });
    expect(summary).toMatchObject({ origin: "files", messages: ["One"], messageCount: 1, fileCount: 1 });
  });

  it("describes, gives templates and hover texts", async () => {
    const symbol = "samples.vision.v1.PredictRequest";
    const [description] = await engine.describe({ schemaId, symbol });
    expect(description).toMatchObject({ symbol, kind: "message" });
    expect(JSON.parse((await engine.template({ schemaId, symbol })).json)).toHaveProperty("modelId");
    expect((await engine.fields({ schemaId, symbol })).map(({ path }) => path)).toContain(
      "inputs[].image.url",
    );
  });

  it.each([
    ["describe", () => engine.describe({ schemaId: "gone" })],
    ["template", () => engine.template({ schemaId: "gone", symbol: "a" })],
    ["compose", () => engine.compose({ schemaId: "gone", typeName: "a", json: "" })],
    ["call", () => engine.call(request(predict, ["{}"], { schemaId: "gone" }))],
  ])("that is gone is told by %s", async (_, ask) => {
    await expect(ask()).rejects.toMatchObject({
      code: "not-found",
      message: 'The schema "gone" is not open any more.',
    });
  });
});

describe("a call", () => {
  it("is a record of what was sent and received, told by events meanwhile", async () => {
    const asked = request(predict, [cat], { metadata: [{ name: "x-One", value: "1" }] });
    const record = await engine.call(asked);
    const told = events.flatMap((event) =>
      event.kind === "call" && event.operationId === asked.operationId ? [event.event] : [],
    );
    expect(record.events).toEqual(told);
    expect(told.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["request-headers", "message-sent", "message-received", "trailers", "status"]),
    );
    expect(record).toMatchObject({
      operationId: asked.operationId,
      method: predict,
      channel: "grpc",
      target: sample.grpc,
      status: { code: 0, name: "OK" },
      requestHeaders: expect.arrayContaining([{ name: "x-one", value: "1" }]),
      sent: [{ byteLength: 46, typeName: "samples.vision.v1.PredictRequest", findings: [] }],
      received: [{ byteLength: 56, typeName: "samples.vision.v1.MultiOutputResponse" }],
      requestByteLength: 46,
      responseByteLength: 56,
    });
  });

  it("keeps the text that was typed beside the bytes it became", async () => {
    const { sent } = await engine.call(request(predict, [cat]));
    const { documentId = "", jsonTextLength = 0 } = sent[0] ?? {};
    expect(await engine.readJson({ documentId, start: 0, end: jsonTextLength })).toBe(cat);
    const selection = await engine.locate({
      documentId,
      anchor: { kind: "json", offset: cat.indexOf("general") },
    });
    expect(selection).toMatchObject({ path: "modelId", bytes: { start: 0, end: 12 } });
    const [row] = await engine.readHex({ documentId, start: 0, end: 1 });
    expect(Buffer.from(row?.bytes ?? []).toString("latin1")).toContain("general-v2");
  });

  it("gives the same answer over HTTP + JSON", async () => {
    const http = { channel: "http-json" as const, server: server(sample.http) };
    const [byGrpc, byHttp] = [
      await engine.call(request(predict, [cat])),
      await engine.call(request(predict, [cat], http)),
    ];
    const [one, other] = await Promise.all([byGrpc, byHttp].map(({ received }) => textOf(received[0])));
    expect(JSON.parse(other ?? "")).toEqual(JSON.parse(one ?? "1"));
    expect(byHttp.http).toMatchObject({ method: "POST", rule: "POST /v1/models/{model_id}:predict" });
    expect(JSON.parse(byHttp.http?.responseBody ?? "")).toEqual(JSON.parse(one ?? "1"));
  });

  async function textOf(
    document: { documentId: string; jsonTextLength: number } | undefined,
  ): Promise<string> {
    const { documentId = "", jsonTextLength = 0 } = document ?? {};
    return await engine.readJson({ documentId, start: 0, end: jsonTextLength });
  }

  it("of a long stream tells its first messages, and records all", async () => {
    const asked = request("samples.sink.v1.EchoService/ListBytes", [
      '{"byteCount": 1, "messageCount": 10003}',
    ]);
    const record = await engine.call(asked);
    const ofIt = events.filter((event) => "operationId" in event && event.operationId === asked.operationId);
    const told = ofIt.filter((event) => event.kind === "call" && event.event.kind === "message-received");
    expect([told.length, record.received.length, record.receivedCount]).toEqual([100, 100, 10_003]);
    expect(record.events.at(-1)?.kind).toBe("status");
    expect(record.findings).toBeUndefined();
    const states = ofIt.flatMap((event) => (event.kind === "recording" ? [event.state] : []));
    expect(states.at(-1)).toMatchObject({ phase: "ended", receivedCount: 10_003, sentCount: 1 });
    expect(states.length).toBeLessThan(5000);
    const recordingId = asked.operationId;
    const last = await engine.readMessages({ recordingId, side: "in", start: 10_002, end: 20_000 });
    expect(last.map(({ index }) => index)).toEqual([10_002]);
  });

  it("that fails is a record too", async () => {
    const record = await engine.call(request("samples.status.v1.StatusService/Fail", ['{"code": 5}']));
    expect(record.status).toMatchObject({ code: 5, name: "NOT_FOUND" });
    expect(record.received).toEqual([]);
  });

  it("to nobody is a record too", async () => {
    const record = await engine.call(request(predict, [cat], { server: server("127.0.0.1:1") }));
    expect(record.status).toMatchObject({
      code: 14,
      name: "UNAVAILABLE",
      explanation: "Nothing listens at 127.0.0.1:1.",
    });
  });

  it("can be cancelled", async () => {
    const asked = request("samples.status.v1.StatusService/Hang", ["{}"]);
    const outcome = engine.call(asked);
    while (!events.some((event) => event.kind === "call" && event.operationId === asked.operationId)) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await engine.cancel({ operationId: asked.operationId });
    expect((await outcome).status).toMatchObject({ code: 1, name: "CANCELLED" });
  });

  it.each([
    [
      "JSON that does not fit",
      () => request(predict, ['{"modelID": 1}']),
      { code: "bad-json", message: "The message cannot be sent as samples.vision.v1.PredictRequest." },
    ],
    [
      "one message of several that does not fit",
      () => request("samples.vision.v1.VisionService/PredictEach", ["{}", "{", "{}"]),
      { code: "bad-json", message: "Message 2 of 3 cannot be sent as samples.vision.v1.PredictRequest." },
    ],
    [
      "the wrong number of messages",
      () => request(predict, []),
      { code: "usage", message: `${predict} takes exactly one message, and 0 were given.` },
    ],
    [
      "an unknown method",
      () => request(`${predict}s`, ["{}"]),
      { code: "not-found", message: "The service samples.vision.v1.VisionService has no method Predicts." },
    ],
    [
      "a message that no binding carries",
      () => request(predict, ["{}"], { channel: "http-json", server: server(sample.http) }),
      { code: "no-binding", message: "None of the 4 HTTP bindings can carry this message." },
    ],
    [
      "a target that is none",
      () => request(predict, [cat], { server: server("a b") }),
      { code: "bad-target", message: "The target “a b” has a space in it." },
    ],
  ])("is refused before anything is sent for %s", async (_, ask, refusal) => {
    await expect(engine.call(ask())).rejects.toMatchObject(refusal);
  });
});

describe("a document", () => {
  it("is composed from JSON, with what is wrong in it", async () => {
    const typeName = "samples.vision.v1.PredictRequest";
    const good = await engine.compose({ schemaId, typeName, json: cat });
    expect(good).toMatchObject({ document: { byteLength: 46 }, jsonByteLength: 84, findings: [] });
    const bad = await engine.compose({ schemaId, typeName, json: '{"modelId":1}' });
    expect(bad).toMatchObject({
      jsonByteLength: 13,
      findings: [{ path: "modelId", text: { line: 1, column: 12 } }],
    });
    expect(bad.document).toBeUndefined();
  });

  it("is gone when it is released", async () => {
    const { documentId } = await engine.inspect({ input: { kind: "text", text: "08 96 01" } });
    expect(await engine.readTree({ documentId, start: 0, end: 9 })).toHaveLength(1);
    await engine.release({ documentId });
    await engine.release({ documentId });
    await expect(engine.readTree({ documentId, start: 0, end: 9 })).rejects.toMatchObject({
      code: "not-found",
      message: `The document "${documentId}" is not kept any more.`,
    });
  });

  it("comes from a file, unpacked", async () => {
    const file = join(folder, "payload.gz");
    await writeFile(file, gzipSync(gzipSync(Uint8Array.of(8, 150, 1))));
    const { byteLength, steps } = await engine.inspect({ input: { kind: "file", file } });
    expect([byteLength, steps.length]).toEqual([3, 3]);
  });

  it("is shown as it is where it cannot be unpacked", async () => {
    const bytes = Uint8Array.of(0x1f, 0x8b, 8, 0, 1, 2, 3);
    const { byteLength, findings } = await engine.inspect({ input: { kind: "bytes", bytes } });
    expect(byteLength).toBe(7);
    expect(findings.map(({ code }) => code)).toContain("not-decompressed");
  });

  it("is read with a type", async () => {
    const bytes = Buffer.from("0a0161", "hex");
    const typeName = "samples.vision.v1.Concept";
    const { documentId } = await engine.inspect({ input: { kind: "bytes", bytes }, schemaId, typeName });
    expect(await engine.readJson({ documentId, start: 0, end: 99 })).toBe('{\n  "name": "a"\n}');
  });
});

describe("the engine as a whole", () => {
  it("keeps a face's state", async () => {
    await engine.saveState({ texts: [{ name: "drafts", text: "one" }] });
    expect(await engine.loadState({ name: "drafts" })).toEqual({ text: "one" });
    expect(await engine.loadState({ name: "tabs" })).toEqual({ text: undefined });
  });

  it("starts the sample server once", async () => {
    expect(await engine.startSample()).toEqual(sample);
  });

  it("refuses a request of the wrong shape", async () => {
    const wrong = { operationId: "wrong" } as CallRequest;
    await expect(engine.call(wrong)).rejects.toMatchObject({
      code: "usage",
      message: 'call: the field "schemaId" is missing.',
    });
  });

  it("closes with what runs cancelled, and its state on disk", async () => {
    const own = createEngine({ stateDirectory: join(folder, "own"), startSample: startSampleServer });
    const { grpc } = await own.startSample();
    const opened = await own.openSchema({ operationId: "1", sources: [reflection(grpc)] });
    const hang = request("samples.status.v1.StatusService/Hang", ["{}"], {
      schemaId: opened.schemaId,
      server: server(grpc),
    });
    const outcome = own.call(hang);
    const saved = own.saveState({ texts: [{ name: "drafts", text: "last words" }] });
    await own.close();
    await saved;
    expect((await outcome).status.code).toBe(1);
    const next = createEngine({ stateDirectory: join(folder, "own") });
    expect(await next.loadState({ name: "drafts" })).toEqual({ text: "last words" });
    await next.close();
  });
});
