/** etcd's streams by hand: both sides open at once, over gRPC and as newline-delimited JSON on the same port. */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CallRequest } from "../../core/contract/params.ts";
import type { RecordingState } from "../../core/contract/recordings.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";
import { etcdMissing, etcdProgram, etcdSource, type RunningEtcd, startEtcd } from "./support/etcd.ts";
import { describeWith } from "./support/programs.ts";

const base64 = (text: string): string => Buffer.from(text).toString("base64");

describeWith("etcd's streams", etcdProgram, etcdMissing, (program) => {
  let etcd: RunningEtcd;
  let engine: RunningEngine;
  let schemaId: string;
  const states = new Map<string, RecordingState>();

  beforeAll(async () => {
    etcd = await startEtcd(program);
    engine = createEngine({
      onEvent: (event) => {
        if (event.kind === "recording") states.set(event.operationId, event.state);
      },
    });
    ({ schemaId } = await engine.openSchema({ operationId: "open", sources: [etcdSource] }));
    await put("first", "");
  });
  afterAll(async () => {
    await engine?.close();
    await etcd?.stop();
  });

  let count = 0;
  const request = (method: string, messages: readonly string[], more: Partial<CallRequest>): CallRequest => ({
    operationId: `call-${++count}`,
    schemaId,
    method: `etcdserverpb.${method}`,
    channel: "grpc",
    server: { target: etcd.target, security: { mode: "auto" } },
    messages: [...messages],
    metadata: [],
    deadline: 30_000,
    ...more,
  });
  const put = (key: string, value: string) =>
    engine.call(request("KV/Put", [`{"key":"${base64(key)}","value":"${base64(value)}"}`], {}));

  /** Waits until so many messages have come, for no longer than a test lasts. */
  async function received(operationId: string, wanted: number): Promise<void> {
    while ((states.get(operationId)?.receivedCount ?? 0) < wanted) await wait(5);
  }
  async function messagesOf(recordingId: string): Promise<readonly unknown[]> {
    const page = await engine.readMessages({ recordingId, side: "in", start: 0, end: 100 });
    return page.map(({ json }) => JSON.parse(json));
  }

  it("tells a change while the watch is open, and takes a second watch meanwhile", async () => {
    const create = (key: string) => `{"createRequest":{"key":"${base64(key)}"}}`;
    const asked = request("Watch/Watch", [create("one")], { keepOpen: true });
    const { operationId } = asked;
    const ended = engine.call(asked);
    await received(operationId, 1);
    await put("one", "a");
    await received(operationId, 2);
    await engine.sendMessages({ operationId, messages: [create("two")] });
    await received(operationId, 3);
    await put("two", "b");
    await received(operationId, 4);
    await engine.cancel({ operationId });
    const record = await ended;
    expect([record.status.name, record.sentCount, record.receivedCount]).toEqual(["CANCELLED", 2, 4]);
    expect(await messagesOf(operationId)).toMatchObject([
      { created: true },
      { events: [{ kv: { key: base64("one"), value: base64("a") } }] },
      { created: true },
      { events: [{ kv: { key: base64("two"), value: base64("b") } }] },
    ]);
  });

  it("tells a change over JSON as it comes, once our side is closed", async () => {
    const asked = request("Watch/Watch", [`{"createRequest":{"key":"${base64("json")}"}}`], {
      channel: "http-json",
    });
    const { operationId } = asked;
    const ended = engine.call(asked);
    await received(operationId, 1);
    for (const [index, value] of ["a", "b"].entries()) {
      await put("json", value);
      await received(operationId, index + 2);
    }
    await engine.cancel({ operationId });
    expect((await ended).status.name).toBe("CANCELLED");
    expect(await messagesOf(operationId)).toMatchObject([
      { created: true },
      { events: [{ kv: { value: base64("a") } }] },
      { events: [{ kv: { value: base64("b") } }] },
    ]);
  });

  it("keeps a lease alive, once for each message, and ends with the half-close", async () => {
    const ID = "7001";
    await engine.call(request("Lease/LeaseGrant", [`{"TTL":"60","ID":"${ID}"}`], {}));
    const asked = request("Lease/LeaseKeepAlive", [], { keepOpen: true });
    const { operationId } = asked;
    const ended = engine.call(asked);
    for (const round of [1, 2, 3]) {
      await engine.sendMessages({ operationId, messages: [`{"ID":"${ID}"}`] });
      await received(operationId, round);
    }
    await engine.halfClose({ operationId });
    const record = await ended;
    expect([record.status.name, record.sentCount, record.receivedCount]).toEqual(["OK", 3, 3]);
    expect(await messagesOf(operationId)).toMatchObject([
      { ID, TTL: "60" },
      { ID, TTL: "60" },
      { ID, TTL: "60" },
    ]);
  });

  // Go's HTTP/1.1 drops what its handler has not read by the time the answer begins: on a busy machine that may be some.
  it("answers each of many messages over JSON, one value a line", { retry: 4 }, async () => {
    const messages = Array.from({ length: 40 }, () => '{"ID":"7001"}');
    const record = await engine.call(request("Lease/LeaseKeepAlive", messages, { channel: "http-json" }));
    expect([record.status.name, record.sentCount, record.receivedCount]).toEqual(["OK", 40, 40]);
    const lines = record.http?.responseBody.split("\n") ?? [];
    expect(lines.map((line) => Object.keys(JSON.parse(line)))).toEqual(lines.map(() => ["result"]));
    expect(record.http?.requestBody.split("\n")).toEqual(messages.slice(0, lines.length));
  });
});
