import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";
import { type SampleServer, startSampleServer } from "../../../proto-samples/server/index.ts";

let folder: string;
let server: SampleServer;
let engine: RunningEngine;
let schemaId: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-engine-history-"));
  server = await startSampleServer();
  engine = createEngine({ stateDirectory: folder });
  const address = { target: server.addresses.grpc, security: { mode: "auto" as const } };
  const sources = [{ kind: "reflection" as const, server: address, metadata: [], version: "auto" as const }];
  schemaId = (await engine.openSchema({ operationId: "open", sources })).schemaId;
});
afterAll(async () => {
  await engine.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function call(message: string, more = {}) {
  return await engine.call({
    operationId: `call ${Math.random()}`,
    schemaId,
    method: "samples.sink.v1.EchoService/Echo",
    channel: "grpc",
    server: { target: server.addresses.grpc, security: { mode: "auto" } },
    messages: [message],
    metadata: [],
    ...more,
  });
}

it("keeps every call: found by its texts, read again with its messages, compared, pinned", async () => {
  await call('{"stringValue": "first", "int32Value": 1}');
  await call('{"stringValue": "second", "int32Value": 2}');
  await expect.poll(async () => (await engine.listHistory({ query: "", start: 0, end: 9 })).total).toBe(2);
  const { entries } = await engine.listHistory({ query: "echo second", start: 0, end: 9 });
  expect(entries).toMatchObject([
    { method: "samples.sink.v1.EchoService/Echo", statusCode: 0, receivedCount: 1 },
  ]);
  const [second] = entries;
  const [first] = (await engine.listHistory({ query: "first", start: 0, end: 9 })).entries;
  if (first === undefined || second === undefined) throw new Error("not found");
  const again = await engine.readHistory({ id: second.id, schemaId });
  const [document] = again.record.received;
  const text = await engine.readJson({
    documentId: document?.documentId ?? "",
    start: 0,
    end: document?.jsonTextLength ?? 0,
  });
  expect(JSON.parse(text)).toEqual({ stringValue: "second", int32Value: 2 });
  expect(again.request.messages).toEqual(['{"stringValue": "second", "int32Value": 2}']);
  expect(again.record.events.map(({ kind }) => kind)).toEqual([
    "message-sent",
    "half-close",
    "message-received",
    "status",
  ]);
  expect(await engine.diffCalls({ before: first.id, after: second.id, schemaId })).toMatchObject({
    status: [],
    answer: [
      { path: "int32Value", expected: "1", got: "2" },
      { path: "stringValue", expected: '"first"', got: '"second"' },
    ],
  });
  expect(await engine.pinCall({ id: first.id, name: "An example" })).toMatchObject({ pinned: "An example" });
});

it("writes no secret: neither of variables, nor of metadata that carries credentials", async () => {
  const collection = join(folder, "c");
  await engine.createItem({ folder: collection, name: "c", item: { kind: "collection" } });
  const variables = [{ name: "token", secret: true }];
  await engine.saveEnvironment({ collection, name: "e", variables });
  await writeFile(join(collection, ".env"), "token=s3cret-value\n");
  await call('{"stringValue": "{{token}}"}', {
    scope: { collection, environment: "e" },
    metadata: [
      { name: "x-mine", value: "{{token}}" },
      { name: "authorization", value: "Bearer typed-credential" },
      { name: "x-goog-api-key", value: "typed-credential" },
      { name: "api_key", value: "typed-credential" },
    ],
  });
  await expect.poll(async () => (await engine.listHistory({ query: "", start: 0, end: 9 })).total).toBe(3);
  const names = await readdir(join(folder, "history"));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, "history", name), "utf8")));
  const base64 = Buffer.from("s3cret-value").toString("base64").slice(0, 12);
  for (const text of texts) {
    expect([text.includes("s3cret"), text.includes("typed-credential"), text.includes(base64)]).toEqual([
      false,
      false,
      false,
    ]);
  }
  const [entry] = (await engine.listHistory({ query: "", start: 0, end: 1 })).entries;
  const again = await engine.readHistory({ id: entry?.id ?? "" });
  expect([again.incomplete, again.request.messages]).toEqual([true, ['{"stringValue": "{{token}}"}']]);
});
