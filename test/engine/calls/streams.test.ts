/** Calls driven by hand against the sample server, and what their recordings say afterwards. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallRequest } from "../../../core/contract/params.ts";
import type { RecordingState } from "../../../core/contract/recordings.ts";
import type { EngineEvent, SampleAddresses } from "../../../core/contract/views.ts";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";
import { startSampleServer } from "../../../proto-samples/server/index.ts";

const events: EngineEvent[] = [];
const live = "samples.vision.v1.CaptionService/Live";
const config = '{"config": {"rateHertz": 16000, "expectedWords": 3}}';
const sound = '{"pcm": "AAAA"}';
let engine: RunningEngine;
let sample: SampleAddresses;
let folder: string;
let schemaId: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-streams-"));
  engine = createEngine({
    stateDirectory: join(folder, "state"),
    onEvent: (event) => events.push(event),
    startSample: startSampleServer,
  });
  sample = await engine.startSample();
  const server = { target: sample.grpc, security: { mode: "auto" as const } };
  const source = { kind: "reflection" as const, server, metadata: [], version: "auto" as const };
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources: [source] }));
});
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

function request(method: string, messages: readonly string[], more: Partial<CallRequest> = {}): CallRequest {
  count += 1;
  return {
    operationId: `stream-${count}`,
    schemaId,
    method,
    channel: "grpc",
    server: { target: sample.grpc, security: { mode: "auto" } },
    messages: [...messages],
    metadata: [],
    ...more,
  };
}

function states(operationId: string): readonly RecordingState[] {
  return events.flatMap((event) =>
    event.kind === "recording" && event.operationId === operationId ? [event.state] : [],
  );
}

async function until(operationId: string, reached: (state: RecordingState) => boolean): Promise<void> {
  while (!states(operationId).some(reached)) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function titles(recordingId: string): Promise<readonly string[]> {
  const { rows } = await engine.readTimeline({ recordingId, start: 0, end: 100 });
  return rows.map(({ title }) => title);
}

describe("a call that is kept open", () => {
  it("is driven message by message, half-closed, and recorded", async () => {
    const asked = request(live, [config], { keepOpen: true });
    const { operationId } = asked;
    const ended = engine.call(asked);
    for (let word = 1; word <= 3; word++) {
      expect(await engine.sendMessages({ operationId, messages: [sound] })).toEqual({ count: 1 });
      await until(operationId, ({ receivedCount }) => receivedCount === word);
    }
    expect(states(operationId).at(-1)).toMatchObject({ phase: "open", sentCount: 4, receivedCount: 3 });
    await engine.halfClose({ operationId });
    const record = await ended;
    expect(record).toMatchObject({ status: { name: "OK" }, sentCount: 4, receivedCount: 3 });
    expect((await titles(operationId)).filter((title) => !/ready|connecting|^response/.test(title))).toEqual([
      "request headers",
      "AudioChunk #1",
      "AudioChunk #2",
      "Caption #1",
      "AudioChunk #3",
      "Caption #2",
      "AudioChunk #4",
      "Caption #3",
      "half-close",
      "trailers",
      "OK",
    ]);
    const { rows } = await engine.readTimeline({ recordingId: operationId, start: 0, end: 100 });
    const caption = rows.find(({ title }) => title === "Caption #2");
    expect(caption).toMatchObject({
      detail: '{ "text": "good morning", "final": false }',
      byteLength: 16,
      side: "in",
    });
    expect(caption?.answerAfter).toBeGreaterThan(0);
    const event = await engine.readEvent({ recordingId: operationId, event: caption?.event ?? 0 });
    expect(event).toMatchObject({ kind: "message-received", index: 1, document: { byteLength: 16 } });
    expect(await engine.readNewest({ recordingId: operationId, side: "in" })).toMatchObject({
      kind: "message-received",
      index: 2,
    });
    expect(await engine.readNewest({ recordingId: operationId, side: "out" })).toMatchObject({
      kind: "message-sent",
      index: 3,
    });
    await expect(engine.sendMessages({ operationId, messages: [sound] })).rejects.toMatchObject({
      code: "not-found",
      message: "The call has ended: nothing more can be sent.",
    });
  });

  it("is cancelled in between", async () => {
    const asked = request(live, [config], { keepOpen: true });
    const ended = engine.call(asked);
    await engine.sendMessages({ operationId: asked.operationId, messages: [sound] });
    await engine.cancel({ operationId: asked.operationId });
    expect(await ended).toMatchObject({ status: { name: "CANCELLED" } });
    const told = await titles(asked.operationId);
    expect(told.at(-1)).toBe("CANCELLED");
    expect(told).not.toContain("half-close");
  });

  it("sends nothing of a request with a message that does not fit", async () => {
    const asked = request(live, [config], { keepOpen: true });
    const ended = engine.call(asked);
    const { operationId } = asked;
    await expect(
      engine.sendMessages({ operationId, messages: [sound, '{"nope": 1}'] }),
    ).rejects.toMatchObject({
      code: "bad-json",
      message: "Message 2 of 2 cannot be sent as samples.vision.v1.AudioChunk.",
    });
    await engine.halfClose({ operationId });
    expect(await ended).toMatchObject({ sentCount: 1 });
    await expect(engine.halfClose({ operationId })).rejects.toMatchObject({ code: "not-found" });
  });

  it("takes no second message of a unary method", async () => {
    const asked = request("samples.sink.v1.EchoService/Wait", ['{"delay": "5s"}'], { keepOpen: true });
    const ended = engine.call(asked);
    await expect(
      engine.sendMessages({ operationId: asked.operationId, messages: ["{}"] }),
    ).rejects.toMatchObject({
      code: "usage",
      message: "samples.sink.v1.EchoService/Wait takes one message, and it has been sent.",
    });
    await engine.cancel({ operationId: asked.operationId });
    await ended;
  });

  it("sends the messages of a file, and says which of them does not fit", async () => {
    const file = join(folder, "chunks.ndjson");
    await writeFile(file, `${config}\n\n${sound}\n{\n "pcm": "AA=="\n}\n{"pcm": 5}\n${sound}\n`);
    const asked = request(live, [], { keepOpen: true });
    const { operationId } = asked;
    const ended = engine.call(asked);
    await expect(engine.sendFile({ operationId, file })).rejects.toMatchObject({
      code: "bad-json",
      message: `Message 4 of ${file} cannot be sent as samples.vision.v1.AudioChunk.`,
      hint: "The 3 messages before it went out; the call is still open.",
    });
    await engine.halfClose({ operationId });
    expect(await ended).toMatchObject({ sentCount: 3, receivedCount: 2 });
  });

  it("sends protobuf behind its lengths out of a file, told from JSON by its first bytes", async () => {
    const file = join(folder, "chunks.bin");
    const [configBytes, soundBytes] = ["0a040880fa01", "1203000000"].map((hex) => Buffer.from(hex, "hex"));
    const framed = [configBytes, soundBytes, soundBytes].flatMap((bytes = Buffer.of()) => [
      bytes.length,
      ...bytes,
    ]);
    await writeFile(file, Uint8Array.from([...framed, 9, 1]));
    const asked = request(live, [], { keepOpen: true });
    const { operationId } = asked;
    const ended = engine.call(asked);
    await expect(engine.sendFile({ operationId, file })).rejects.toMatchObject({
      code: "bad-bytes",
      message: `${file} ends inside message 4, 2 bytes into it.`,
      hint: "The 3 messages before it went out. Check that the file is whole, and that its messages are delimited, each behind its length as a varint.",
    });
    await expect(engine.sendFile({ operationId, file, form: "length-prefixed" })).rejects.toMatchObject({
      message: `${file} ends inside message 1, 21 bytes into it.`,
    });
    await engine.halfClose({ operationId });
    expect(await ended).toMatchObject({ sentCount: 3, receivedCount: 2 });
  });

  it.each<[string, string, number]>([
    ["one behind the other", `${config} ${sound}{\n  "pcm": "AA=="\n}`, 3],
    ["one array", `[${config}, ${sound}]`, 2],
    ["nothing", "  ", 1],
  ])("sends documents as they were typed: %s", async (_, text, sentCount) => {
    const asked = request(live, [], { keepOpen: true });
    const { operationId } = asked;
    const ended = engine.call(asked);
    expect(await engine.sendMessages({ operationId, messages: [], text })).toEqual({ count: sentCount });
    await engine.halfClose({ operationId });
    expect(await ended).toMatchObject({ sentCount });
  });

  it.each([`${config} }`, `${config} [`, `${config} x`])("sends nothing of %s", async (text) => {
    const asked = request(live, [], { keepOpen: true });
    const { operationId } = asked;
    const ended = engine.call(asked);
    const sending = engine.sendMessages({ operationId, messages: [], text });
    await expect(sending).rejects.toMatchObject({ code: "bad-json" });
    await engine.cancel({ operationId });
    expect(await ended).toMatchObject({ sentCount: 0 });
  });

  it("waits while it is paused, and holds the server back", async () => {
    const asked = request("samples.vision.v1.ModelService/WatchTraining", [
      '{"name": "models/general-v2", "eventCount": 300000, "interval": "0s"}',
    ]);
    const { operationId } = asked;
    const ended = engine.call(asked);
    await until(operationId, ({ receivedCount }) => receivedCount > 10);
    await engine.pauseCall({ operationId, paused: true });
    const paused = (await engine.readRecording({ recordingId: operationId })).state;
    await new Promise((resolve) => setTimeout(resolve, 150));
    const later = (await engine.readRecording({ recordingId: operationId })).state;
    expect(later).toMatchObject({ paused: true, receivedCount: paused.receivedCount });
    await engine.pauseCall({ operationId, paused: false });
    await until(operationId, ({ receivedCount }) => receivedCount > paused.receivedCount + 1000);
    await engine.cancel({ operationId });
    await ended;
  });

  it("replays what another sent, at its times", async () => {
    const first = request(live, [config], { keepOpen: true });
    const firstEnded = engine.call(first);
    await engine.sendMessages({ operationId: first.operationId, messages: [sound] });
    await new Promise((resolve) => setTimeout(resolve, 600));
    await engine.sendMessages({ operationId: first.operationId, messages: [sound] });
    await engine.halfClose({ operationId: first.operationId });
    await firstEnded;
    const again = request(live, [], { keepOpen: true });
    const ended = engine.call(again);
    const { operationId } = again;
    expect(await engine.replay({ operationId, recordingId: first.operationId, speed: 1 })).toEqual({
      count: 3,
    });
    expect(await ended).toMatchObject({ status: { name: "OK" }, sentCount: 3, receivedCount: 2 });
    const { rows } = await engine.readTimeline({
      recordingId: operationId,
      start: 0,
      end: 99,
      filter: { side: "out" },
    });
    // A busy machine may be late, and is never early.
    const third = rows.findLast(({ kind }) => kind === "message-sent");
    expect(third?.at).toBeGreaterThan(590);
  });
});

describe("a recording", () => {
  const watch = "samples.vision.v1.ModelService/WatchTraining";
  let recordingId: string;
  beforeAll(async () => {
    const asked = request(watch, ['{"name": "models/general-v2", "eventCount": 2000, "interval": "0s"}']);
    recordingId = asked.operationId;
    await engine.call(asked);
  });

  async function filtered(filter: object): Promise<number> {
    for (;;) {
      const page = await engine.readTimeline({ recordingId, start: 0, end: 1, filter });
      if (page.scanned === page.eventCount) return page.count;
    }
  }

  it.each([
    [{ side: "in", text: "" }, 2000],
    [{ text: "STEP 5 OF" }, 1],
    [{ path: "remark" }, 666],
    [{ path: "measure.value", text: "0.5" }, 1],
    [{ path: "a b" }, 0],
  ])("filters by %j", async (filter, expected) => {
    expect(await filtered(filter)).toBeGreaterThanOrEqual(expected);
    expect(await filtered(filter)).toBeLessThanOrEqual(expected + 3);
  });

  it("draws a field as a series of at most so many points", async () => {
    let series = await engine.readSeries({ recordingId, side: "in", path: "loss", width: 50 });
    while (series.scanned < series.messageCount)
      series = await engine.readSeries({ recordingId, side: "in", path: "loss", width: 50 });
    expect(series.valueCount).toBe(2000);
    expect(series.points.length).toBeLessThanOrEqual(50);
    expect(series.points[0]?.high).toBe(1);
    expect((await engine.numericFields({ recordingId })).in).toEqual(
      expect.arrayContaining(["step", "progress", "loss", "measure.value"]),
    );
  });

  it("is a strip of at most so many marks a kind", async () => {
    const marks = await engine.readStrip({ recordingId, width: 40 });
    const received = marks.filter(({ kind }) => kind === "message-received");
    expect(received.length).toBeLessThanOrEqual(40);
    expect(received.reduce((sum, mark) => sum + mark.count, 0)).toBe(2000);
  });

  it("is written to a file that opens again, schema and all", async () => {
    const file = join(folder, "training.byteglass");
    const written = await engine.exportRecording({ operationId: "w", recordingId, file, form: "recording" });
    expect(written.eventCount).toBe((await engine.readRecording({ recordingId })).state.eventCount);
    const opened = await engine.openRecording({ operationId: "o", file });
    expect(opened).toMatchObject({
      method: watch,
      findings: [],
      state: { receivedCount: 2000, phase: "ended" },
    });
    const whole = (id: string) => engine.readTimeline({ recordingId: id, start: 0, end: 2100 });
    const [before, after] = [await whole(recordingId), await whole(opened.recordingId)];
    expect(after.rows).toEqual(before.rows);
    await engine.releaseRecording({ recordingId: opened.recordingId });
    await expect(whole(opened.recordingId)).rejects.toMatchObject({ code: "not-found" });
  });

  it("is a schema by itself: its file's descriptors are enough to make the call again", async () => {
    const file = join(folder, "alone.byteglass");
    await engine.exportRecording({ operationId: "alone", recordingId, file, form: "recording" });
    const source = { kind: "descriptor-set" as const, file };
    const schema = await engine.openSchema({ operationId: "recorded", sources: [source] });
    expect(schema.services.flatMap(({ methods }) => methods.map(({ fullName }) => fullName))).toContain(
      watch,
    );
    const again = request(watch, ['{"name": "models/general-v2", "eventCount": 3}']);
    const record = await engine.call({ ...again, schemaId: schema.schemaId });
    expect([record.status.name, record.receivedCount]).toEqual(["OK", 3]);
    await writeFile(file, "not a recording\n");
    await expect(engine.openSchema({ operationId: "broken", sources: [source] })).rejects.toMatchObject({
      code: "bad-bytes",
      message: `${file} is no recording of a call.`,
    });
  });

  it("keeps the look-up of a name and a second attempt in its file", async () => {
    const asked = {
      ...request("samples.status.v1.StatusService/Fail", ['{"code": "UNAVAILABLE"}']),
      server: { target: sample.grpc.replace("127.0.0.1", "localhost"), security: { mode: "auto" as const } },
      options: { retries: { maximumAttempts: 2, initialBackoff: 1 } },
    };
    await engine.call(asked);
    const recordingId = asked.operationId;
    const file = join(folder, "twice.byteglass");
    await engine.exportRecording({ operationId: "w2", recordingId, file, form: "recording" });
    const opened = await engine.openRecording({ operationId: "o2", file });
    expect(opened.findings).toEqual([]);
    const { rows } = await engine.readTimeline({ recordingId: opened.recordingId, start: 0, end: 99 });
    const details = Object.fromEntries(rows.map(({ title, detail }) => [title, detail]));
    expect(details["name looked up"]).toMatch(/^localhost: .*127\.0\.0\.1.* · [\d.]+ ms$/);
    expect(details["attempt 2"]).toBe("after 1 ms: UNAVAILABLE");
  });

  it("is written as NDJSON with bytes and JSON, without secrets", async () => {
    const asked = request(watch, ['{"name": "models/general-v2", "eventCount": 2}'], {
      metadata: [{ name: "authorization", value: "Bearer opensesame" }],
    });
    await engine.call(asked);
    const file = join(folder, "training.ndjson");
    await engine.exportRecording({ operationId: "n", recordingId: asked.operationId, file, form: "ndjson" });
    const text = await readFile(file, "utf8");
    expect(text).not.toContain("opensesame");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.find(({ side }) => side === "in")).toMatchObject({
      number: 0,
      type: "samples.vision.v1.TrainingEvent",
      json: { step: 1 },
    });
    await expect(engine.openRecording({ operationId: "x", file })).rejects.toMatchObject({
      code: "bad-bytes",
      message: `${file} is no recording of a call.`,
    });
  });
});
