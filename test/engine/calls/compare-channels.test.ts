/** Channels compared and a small load, against the sample server. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CompareRequest } from "../../../core/contract/compare.ts";
import type { EngineEvent, SampleAddresses } from "../../../core/contract/views.ts";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";
import { startSampleServer } from "../../../proto-samples/server/index.ts";

const events: EngineEvent[] = [];
let engine: RunningEngine;
let sample: SampleAddresses;
let schemaId: string;
let operation = 0;

beforeAll(async () => {
  engine = createEngine({ onEvent: (event) => events.push(event), startSample: startSampleServer });
  sample = await engine.startSample();
  const source = {
    kind: "reflection" as const,
    server: at(sample.grpc),
    metadata: [],
    version: "auto" as const,
  };
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources: [source] }));
});
afterAll(() => engine.close());

const at = (target: string) => ({ target, security: { mode: "auto" as const } });
const cat = '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}';

function comparing(more: Partial<CompareRequest> = {}): CompareRequest {
  operation += 1;
  return {
    operationId: `compare-${operation}`,
    schemaId,
    method: "samples.vision.v1.VisionService/Predict",
    message: cat,
    metadata: [],
    channels: [
      { channel: "grpc", server: at(sample.grpc) },
      { channel: "grpc-web", server: at(sample.web) },
      { channel: "connect", server: at(sample.web) },
      { channel: "connect-json", server: at(sample.web) },
      { channel: "http-json", server: at(sample.http) },
    ],
    count: 5,
    ...more,
  };
}

describe("comparing", () => {
  it("tells bytes, times and answers of each channel", async () => {
    const asked = comparing();
    const { channels, count, conclusion } = await engine.compareChannels(asked);
    expect(count).toBe(5);
    expect(channels.map(({ channel, okCount, failures }) => [channel, okCount, failures])).toEqual(
      asked.channels.map(({ channel }) => [channel, 5, []]),
    );
    const [grpc, web, connect, connectJson, http] = channels;
    expect(grpc).toMatchObject({ request: { body: 51, uncompressedBody: 51 }, response: { body: 61 } });
    expect(web).toMatchObject({ request: { body: 51 } });
    expect(connect).toMatchObject({ request: { body: 46 }, response: { uncompressedBody: 56 } });
    expect(connectJson?.request.uncompressedBody).toBeGreaterThan(60);
    expect(http?.response.uncompressedBody).toBeGreaterThan(100);
    expect(grpc?.request.laterHeaders).toBeLessThan((grpc?.request.firstHeaders ?? 0) / 2);
    for (const { connectedAfter } of channels) expect(connectedAfter).toBeGreaterThan(0);
    const { p5 = 0, p50 = 0, p99 = 0 } = grpc?.latency ?? {};
    expect(p5).toBeGreaterThan(0);
    expect(p50).toBeGreaterThanOrEqual(p5);
    expect(p99).toBeGreaterThanOrEqual(p50);
    expect(grpc?.answer).toBe("reference");
    expect(conclusion).toContain("5 calls are too few to say which is faster.");
  });

  it("shows what differs where answers do", async () => {
    const { channels } = await engine.compareChannels(
      comparing({ method: "samples.sink.v1.EchoService/EchoMetadata", message: "{}", count: 1 }),
    );
    const http = channels.find(({ channel }) => channel === "http-json");
    expect(http?.answer).toBe("different");
    expect(http?.differences.length).toBeGreaterThan(0);
  });

  it("goes on where one channel finds no server", async () => {
    const { channels, conclusion } = await engine.compareChannels(
      comparing({
        channels: [
          { channel: "grpc", server: at(sample.grpc) },
          { channel: "http-json", server: at("127.0.0.1:1") },
        ],
      }),
    );
    expect(channels[1]).toMatchObject({
      okCount: 0,
      answer: "none",
      failures: [{ count: 5, status: { name: "UNAVAILABLE" } }],
    });
    expect(conclusion).toContain("HTTP + JSON did not answer.");
  });

  it("goes on where one channel has no form for the message, and refuses what none can carry", async () => {
    const method = "grpc.health.v1.Health/Check";
    const asked = comparing({ method, message: "{}", count: 1 });
    const { channels, conclusion } = await engine.compareChannels({
      ...asked,
      channels: asked.channels.filter(({ channel }) => channel === "grpc" || channel === "http-json"),
    });
    expect(channels.map(({ channel, okCount }) => [channel, okCount])).toEqual([
      ["grpc", 1],
      ["http-json", 0],
    ]);
    expect(channels[1]?.refused).toContain("it has no HTTP + JSON form");
    expect(conclusion).toContain("HTTP + JSON cannot carry this message.");
    const named = comparing({ method: "samples.vision.v1.ModelService/GetModel", message: "{}", count: 1 });
    const alone = named.channels.filter(({ channel }) => channel === "http-json");
    await expect(engine.compareChannels({ ...named, channels: alone })).rejects.toMatchObject({
      code: "no-binding",
    });
  });

  it("is cancelled with what there is, and tells how far it is", async () => {
    const asked = comparing({ count: 100_000 });
    const running = engine.compareChannels(asked);
    const stages = () =>
      events.flatMap((event) =>
        event.kind === "progress" && event.operationId === asked.operationId ? [event.stage] : [],
      );
    await expect.poll(() => stages().length).toBeGreaterThan(0);
    await engine.cancel({ operationId: asked.operationId });
    const { cancelled, count } = await running;
    expect([cancelled, count > 0, count < 100_000]).toEqual([true, true, true]);
    expect(stages()[0]).toMatch(/^compared \d+ of 100000$/);
  });

  it("sends the options, the bytes and the values of the request over every channel", async () => {
    const overrides = [
      { name: "host", value: sample.grpc },
      { name: "web", value: sample.web },
      { name: "token", value: "t-1" },
      { name: "model", value: "general-v2" },
    ];
    const channels = [
      { channel: "grpc" as const, server: at("{{host}}") },
      { channel: "connect" as const, server: at("{{web}}"), http: { version: "2" as const } },
    ];
    const compared = await engine.compareChannels(
      comparing({
        ...{ channels, scope: { overrides }, count: 2, options: { compression: "gzip" } },
        message: cat.replace("general-v2", "{{model}}").replace("cat.jpg", `${"cat".repeat(400)}.jpg`),
        metadata: [{ name: "authorization", value: "Bearer {{token}}" }],
      }),
    );
    const [grpc, connect] = compared.channels;
    expect(grpc).toMatchObject({ okCount: 2, target: sample.grpc });
    expect(connect).toMatchObject({ okCount: 2, target: sample.web, protocol: "h2c" });
    for (const { request } of compared.channels)
      expect(request.body).toBeLessThan(request.uncompressedBody / 4);
    await expect(
      engine.compareChannels(comparing({ channels, scope: { overrides: [] } })),
    ).rejects.toMatchObject({ code: "usage", message: "2 variables have no value; nothing was sent." });
    const { bytes = new Uint8Array() } = await engine.encode({
      ...{ schemaId, typeName: "samples.vision.v1.PredictRequest", form: "json", text: cat },
    });
    const sent = await engine.compareChannels(
      comparing({ message: "", body: { kind: "bytes", bytes }, count: 1 }),
    );
    expect(sent.channels.map(({ okCount }) => okCount)).toEqual([1, 1, 1, 1, 1]);
    expect(sent.channels[0]?.request.body).toBe(bytes.length + 5);
  });

  it("takes no stream and no message that does not fit", async () => {
    await expect(
      engine.compareChannels(comparing({ method: "samples.vision.v1.CaptionService/Live", message: "{}" })),
    ).rejects.toMatchObject({
      code: "usage",
      message:
        "samples.vision.v1.CaptionService/Live streams; only methods with one message each way are compared.",
    });
    await expect(engine.compareChannels(comparing({ message: '{"nope": 1}' }))).rejects.toMatchObject({
      code: "bad-json",
    });
  });
});

describe("a load", () => {
  const call = () => ({
    operationId: "inner",
    schemaId,
    method: "samples.vision.v1.VisionService/Predict",
    channel: "grpc" as const,
    server: at(sample.grpc),
    messages: [cat],
    metadata: [],
  });

  it("makes so many calls and says how long they took, and what that leaves out", async () => {
    const report = await engine.runLoad({ operationId: "load", call: call(), count: 60, concurrency: 4 });
    expect(report).toMatchObject({ count: 60, okCount: 60, failures: [], concurrency: 4, cancelled: false });
    expect(report.histogram.reduce((sum, bar) => sum + bar.count, 0)).toBe(60);
    expect(report.caveat).toContain("coordinated omission");
  });

  it("stops after a time, and counts errors by code", async () => {
    const fail = {
      ...call(),
      method: "samples.status.v1.StatusService/Fail",
      messages: ['{"code": "NOT_FOUND"}'],
    };
    const report = await engine.runLoad({ operationId: "timed", call: fail, duration: 1500, concurrency: 2 });
    expect(report.okCount).toBe(0);
    expect(report.failures.map(({ status, count }) => [status.name, count])).toEqual([
      ["NOT_FOUND", report.count],
    ]);
    expect(report.duration).toBeGreaterThanOrEqual(1500);
  });

  it("puts values in once, tells how it goes meanwhile, and keeps the options of the call", async () => {
    const overrides = [
      { name: "host", value: sample.grpc },
      { name: "url", value: "https://example.test/dog.jpg" },
    ];
    const scoped = {
      ...call(),
      server: at("{{host}}"),
      messages: [cat.replace("https://example.test/cat.jpg", "{{url}}")],
      scope: { overrides },
    };
    const report = await engine.runLoad({
      operationId: "told",
      call: scoped,
      duration: 1500,
      concurrency: 2,
    });
    expect(report.failures).toEqual([]);
    const told = events.flatMap((event) =>
      event.kind === "load" && event.operationId === "told" ? [event] : [],
    );
    expect(told.length).toBeGreaterThan(1);
    for (const { count, okCount, elapsed, callsPerSecond } of told) {
      expect(okCount).toBe(count);
      expect(callsPerSecond).toBeCloseTo((count / elapsed) * 1000, 6);
    }
    expect(told.at(-1)?.count).toBeLessThanOrEqual(report.count);
    const { text } = await engine.loadScript({ call: scoped, tool: "ghz" });
    expect(text).toContain("https://example.test/dog.jpg");
    expect(text).toContain(sample.grpc);
    const bounded = await engine.runLoad({
      ...{ operationId: "bounded", count: 3, concurrency: 1 },
      call: { ...call(), options: { maximumReceivedByteLength: 8 } },
    });
    expect(bounded.failures.map(({ status, count }) => [status.name, count])).toEqual([
      ["RESOURCE_EXHAUSTED", 3],
    ]);
  });

  it("places a mistake in the message as it was typed", async () => {
    const scope = { overrides: [{ name: "much", value: "a-rather-long-value" }] };
    const messages = ['{"modelId": "{{much}}", "nope": 1}'];
    await expect(
      engine.runLoad({ operationId: "typo", call: { ...call(), scope, messages }, count: 1, concurrency: 1 }),
    ).rejects.toMatchObject({ code: "bad-json", findings: [{ text: { line: 1, column: 25 } }] });
  });

  it("has no script for what the tools cannot do", async () => {
    const metadata = [
      { name: "a", value: "1" },
      { name: "A", value: "2" },
    ];
    await expect(engine.loadScript({ call: { ...call(), metadata }, tool: "k6" })).rejects.toMatchObject({
      code: "unsupported",
      message: "Metadata with a name that occurs twice has no place in a script.",
    });
    await expect(
      engine.loadScript({ call: { ...call(), channel: "http-json" }, tool: "ghz" }),
    ).rejects.toMatchObject({
      message: "A unary call over http-json has no script.",
    });
    expect((await engine.loadScript({ call: call(), tool: "ghz" })).suggestedName).toBe("Predict.ghz.json");
  });
});
