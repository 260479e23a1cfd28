import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { SchemaSource } from "../../../core/contract/params.ts";
import type { ReadChangesRequest } from "../../../core/contract/schema.ts";
import type { EngineEvent } from "../../../core/contract/views.ts";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";
import { startSampleServer } from "../../../proto-samples/server/index.ts";

const events: EngineEvent[] = [];
let engine: RunningEngine;
let folder: string;
let server: string;
let schemaId: string;
let operation = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-views-"));
  engine = createEngine({
    stateDirectory: join(folder, "state"),
    onEvent: (event) => events.push(event),
    startSample: startSampleServer,
  });
  server = (await engine.startSample()).grpc;
  schemaId = await open({
    kind: "reflection",
    server: { target: server, security: { mode: "auto" } },
    metadata: [],
    version: "auto",
  });
});

afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(...sources: readonly SchemaSource[]): Promise<string> {
  operation += 1;
  return (await engine.openSchema({ operationId: `open-${operation}`, sources: [...sources] })).schemaId;
}

async function protoSource(name: string, body: string): Promise<SchemaSource> {
  await writeFile(join(folder, name), `syntax = "proto3"; package p; ${body}`);
  return { kind: "proto", files: [join(folder, name)], importPaths: [folder] };
}

const predict = "samples.vision.v1.VisionService/Predict";

describe("a schema that is looked into", () => {
  it("is searched", async () => {
    const page = await engine.searchSchema({ schemaId, query: "predict", start: 0, end: 3 });
    expect(page.names.map(({ symbol }) => symbol)).toContain(predict);
    expect(page.names).toHaveLength(3);
  });

  it("has docs and examples", async () => {
    const docs = await engine.symbolDocs({ schemaId, symbol: predict });
    expect(docs.types.map(({ symbol }) => symbol)).toEqual([
      "samples.vision.v1.PredictRequest",
      "samples.vision.v1.MultiOutputResponse",
    ]);
    const request = { schemaId, symbol: "samples.vision.v1.PredictRequest" };
    const examples = await engine.fieldExamples({ ...request, path: "inputs[0]" });
    expect(examples.map(({ name }) => name)).toContain("image");
    expect(await engine.fieldExamples({ ...request, path: "modelId" })).toEqual([]);
  });

  it("checks bodies", async () => {
    const checks = await engine.checkBodies({
      schemaId,
      bodies: [
        { id: "1", method: predict, messages: ['{"modelId": "a"}'] },
        { id: "2", method: predict, messages: ['{"model": "a"}'] },
      ],
    });
    expect(checks.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(["1 fits", "2 does-not-fit"]);
  });

  it("checks the saved requests of a collection, and leaves out those of other schemas", async () => {
    const collection = await mkdtemp(join(tmpdir(), "byteglass-checked-"));
    const request = (name: string, method: string, message: string) =>
      writeFile(
        join(collection, `${name}.yml`),
        `info:\n  name: ${name}\n  type: grpc\ngrpc:\n  url: a:1\n  method: ${method}\n  message: |\n    ${message}\n`,
      );
    await writeFile(join(collection, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: C\n");
    await request("fits", predict, '{"modelId": "{{id}}"}');
    await request("renamed", predict, '{"model": "a"}');
    await request("other", "other.Service/Get", "{}");
    const checks = await engine.checkCollection({ schemaId, path: collection });
    expect(checks.map(({ name, outcome, findings: [first] }) => [name, outcome, first?.path])).toEqual([
      ["fits", "fits", undefined],
      ["renamed", "does-not-fit", "model"],
    ]);
    await rm(collection, { recursive: true });
  });

  it("tells where its sources disagree, in words and with both declarations", async () => {
    const [one, two] = await Promise.all([
      protoSource("one.proto", "message M { int32 a = 1; }"),
      protoSource("two.proto", "message M { string a = 1; }"),
    ]);
    const both = await open(one, two);
    const same = await protoSource("sub.proto", "message M { int32 a = 1; }");
    const files = same.kind === "proto" ? same.files : [];
    const set = join(folder, "sub.binpb");
    await engine.exportSchema({
      operationId: "set",
      schemaId: await open(same),
      out: set,
      form: "descriptor-set",
    });
    await protoSource("sub.proto", "message M { string a = 1; }");
    const { findings } = await engine.openSchema({
      operationId: "conflict",
      sources: [same, { kind: "descriptor-set", file: set }],
    });
    expect(findings.map(({ message }) => message).join()).toContain(
      `sub.proto differs between ${files[0]} and ${set}; ${files[0]} wins.`,
    );
    expect(await engine.sourceConflicts({ schemaId: both })).toMatchObject({
      conflicts: [
        { symbol: "p.M", usedFrom: join(folder, "one.proto"), leftOutFrom: join(folder, "two.proto") },
      ],
      more: 0,
    });
  });
});

describe("changes between schemas", () => {
  it("are read in pages, by effect and by name, and counted in all", async () => {
    const fields = (type: string, count: number) =>
      Array.from({ length: count }, (_, at) => `${type} f${at} = ${at + 1};`).join(" ");
    const before = await open(await protoSource("many.proto", `message M { ${fields("int32", 1500)} }`));
    const after = await open(
      await protoSource("many.proto", `message M { ${fields("string", 1400)} int64 late = 3000; }`),
    );
    const read = (more: Partial<ReadChangesRequest>) =>
      engine.readChanges({ before, after, start: 0, end: 10, ...more });
    const all = await read({});
    expect([all.total, all.changes.length, all.counts]).toEqual([
      1501,
      10,
      { all: 1501, breaking: 1500, lossy: 0, compatible: 1 },
    ]);
    expect(await read({ effect: "compatible" })).toMatchObject({
      total: 1,
      counts: all.counts,
      changes: [{ symbol: "p.M.late" }],
    });
    expect((await read({ query: "M.F139", start: 2, end: 4 })).changes.map(({ symbol }) => symbol)).toEqual([
      "p.M.f1391",
      "p.M.f1392",
    ]);
    expect((await read({ start: 1495, end: 2495 })).changes).toHaveLength(6);
    expect((await read({ start: 0, end: 0 })).changes).toEqual([]);
    await expect(read({ end: 1001 })).rejects.toMatchObject({ code: "usage" });
    await expect(read({ before: "gone" })).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("a schema that is kept", () => {
  it("is compared with the one that came before", async () => {
    const [old, now] = [
      await open(await protoSource("kept.proto", "message M { int32 a = 1; }")),
      await open(await protoSource("kept.proto", "message M { int64 a = 1; }")),
    ];
    await engine.keepSchema({ schemaId: old, server: "a:1" });
    const { previous } = await engine.keepSchema({ schemaId: now, server: "a:1" });
    const kept = await engine.openKept({ server: "a:1", hash: previous?.hash ?? "" });
    expect(kept.origin).toMatch(/^kept 20/);
    const { changes } = await engine.diffSchemas({ before: kept.schemaId, after: now });
    expect(changes).toMatchObject([{ symbol: "p.M.a", kind: "retyped" }]);
    expect(await engine.keptVersions({ server: "a:1" })).toHaveLength(2);
  });

  it("needs a folder", async () => {
    const stateless = createEngine();
    await expect(stateless.keptVersions({ server: "a:1" })).rejects.toMatchObject({ code: "unsupported" });
    await stateless.close();
  });
});

describe("sources that are watched", () => {
  const changes = (watchId: string) =>
    events.flatMap((event) =>
      event.kind === "sources-changed" && event.watchId === watchId ? event.files : [],
    );

  it("tell a change until they are not watched any more", async () => {
    const source = await protoSource("watched.proto", "message M {}");
    await engine.watchSources({ watchId: "one", sources: [source] });
    await protoSource("watched.proto", "message N {}");
    await vi.waitFor(() => expect(changes("one")).toEqual([join(folder, "watched.proto")]), {
      timeout: 5_000,
    });
    await engine.unwatchSources({ watchId: "one" });
    await protoSource("watched.proto", "message O {}");
    await setTimeout(500);
    expect(changes("one")).toHaveLength(1);
  });

  it("are those of the last start under an id, however soon it follows", async () => {
    const files = ["first.binpb", "last.binpb"].map((name) => join(folder, name));
    const change = () => Promise.all(files.map((file) => writeFile(file, String(Math.random()))));
    const watch = (file: string) =>
      engine.watchSources({ watchId: "two", sources: [{ kind: "descriptor-set", file }] });
    await change();
    for (const file of files) await watch(file);
    await Promise.all(files.map(watch));
    await change();
    await vi.waitFor(() => expect(changes("two")).toContain(files[1]), { timeout: 5_000 });
    expect(changes("two")).toEqual([files[1]]);
    await engine.unwatchSources({ watchId: "two" });
  });
});
