/** Channels compared and a small load, against the sample server. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CompareRequest } from "../../core/contract/compare.ts";
import type { EngineEvent, SampleAddresses } from "../../core/contract/views.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";
import { startSampleServer } from "../../proto-samples/server/index.ts";

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
    expect(grpc?.connectedAfter).toBeGreaterThan(0);
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

  it("is cancelled with what there is, and tells how far it is", async () => {
    const asked = comparing({ count: 100_000 });
    const running = engine.compareChannels(asked);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await engine.cancel({ operationId: asked.operationId });
    const { cancelled, count } = await running;
    expect([cancelled, count > 0, count < 100_000]).toEqual([true, true, true]);
    const stages = events.flatMap((event) =>
      event.kind === "progress" && event.operationId === asked.operationId ? [event.stage] : [],
    );
    expect(stages[0]).toMatch(/^compared \d+ of 100000$/);
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
    const report = await engine.runLoad({ operationId: "timed", call: fail, duration: 200, concurrency: 2 });
    expect(report.okCount).toBe(0);
    expect(report.failures.map(({ status, count }) => [status.name, count])).toEqual([
      ["NOT_FOUND", report.count],
    ]);
    expect(report.duration).toBeGreaterThanOrEqual(200);
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
