import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FieldNames } from "../../../core/documents/index.ts";
import { writeInferred } from "../../../core/engine/documents/inferred-files.ts";
import { createEngine, type RunningEngine } from "../../../core/engine.ts";
import { fromHex } from "../../wire/schema.ts";

let folder = "";
let engine: RunningEngine;

const start = () => createEngine({ stateDirectory: folder });
const open = (hex: string) => engine.inspect({ input: { kind: "bytes", bytes: fromHex(hex) } });

/** The engine ends and another takes its place, with the same folder. */
async function restart(): Promise<void> {
  await engine.close();
  engine = start();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-names-"));
  engine = start();
});

afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

describe("after a restart", () => {
  it("fields have the names they were given", async () => {
    const before = await open("08 96 01 12 02 08 05");
    await engine.nameField({ documentId: before.documentId, record: 0, name: "retries" });
    await engine.nameField({ documentId: before.documentId, record: 2, name: "depth" });
    await restart();
    const after = await open("08 01 12 02 08 07");
    const rows = await engine.readTree({ documentId: after.documentId, start: 0, end: 9 });
    expect(rows.map(({ path }) => path)).toEqual(["retries", "2", "2.depth"]);
    await engine.nameField({ documentId: after.documentId, record: 0, name: "" });
    await restart();
    const { documentId } = await open("08 01");
    expect((await engine.readTree({ documentId, start: 0, end: 1 }))[0]?.path).toBe("1");
  });

  it("bytes are read by the schema that was inferred from them, with those names", async () => {
    const { documentId } = await open("08 96 01 12 05 68 65 6C 6C 6F");
    await engine.nameField({ documentId, record: 1, name: "greeting" });
    const { sources, typeName } = await engine.useInferredSchema({
      samples: [documentId],
      messageName: "Note",
    });
    await restart();
    const { schemaId } = await engine.openSchema({ operationId: "again", sources: [...sources] });
    const input = { kind: "bytes", bytes: fromHex("08 01 12 02 48 69") } as const;
    const typed = await engine.inspect({ input, schemaId, typeName });
    const json = await engine.readJson({ documentId: typed.documentId, start: 0, end: typed.jsonTextLength });
    expect(JSON.parse(json)).toEqual({ f1: "1", greeting: "Hi" });
  });

  it("what cannot be read as names is no obstacle", async () => {
    await writeFile(join(folder, "field-names.state"), '{"": ["no names"]}');
    const { documentId } = await open("08 01");
    await engine.nameField({ documentId, record: 0, name: "a" });
    expect((await engine.readTree({ documentId, start: 0, end: 1 }))[0]?.path).toBe("a");
  });
});

describe("what is kept is bounded", () => {
  it("to ten thousand names, the newest", () => {
    const names = new FieldNames();
    for (let number = 1; number <= 10_005; number++)
      names.set({ typeName: number <= 3 ? "t.Old" : "t.New", path: String(number) }, `f${number}`);
    expect(names.ofType("t.Old")).toEqual({});
    expect(Object.keys(names.ofType("t.New"))).toHaveLength(10_000);
    expect(names.get({ typeName: "t.New", path: "10005" })).toBe("f10005");
  });

  it("to a hundred inferred schemas, those used last", async () => {
    for (let index = 0; index < 105; index++) await writeInferred(`// ${index}`, "M", folder);
    const kept = await readdir(join(folder, "inferred"));
    expect(kept.length).toBe(100);
    const last = await writeInferred("// 104", "M", folder);
    expect(kept.some((name) => last.includes(name))).toBe(true);
  });
});
