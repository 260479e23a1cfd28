import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../core/engine.ts";

const engine = createEngine();
const folder = mkdtempSync(join(tmpdir(), "byteglass-text-"));
let schemaId = "";
beforeAll(async () => {
  const file = join(folder, "a.proto");
  writeFileSync(
    file,
    'syntax = "proto3"; message M { int32 a = 1; M m = 2; string s = 3; repeated int32 p = 4; }',
  );
  ({ schemaId } = await engine.openSchema({
    operationId: "open",
    sources: [{ kind: "proto", files: [file], importPaths: [] }],
  }));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function open(hex: string, typeName?: string) {
  const input = { kind: "bytes" as const, bytes: Buffer.from(hex.replaceAll(" ", ""), "hex") };
  const bound = typeName === undefined ? {} : { schemaId, typeName };
  return await engine.inspect({ input, framing: "raw", ...bound });
}

async function edited(hex: string, json: string) {
  const { documentId } = await open(hex, "M");
  const { document, patches } = await engine.editJson({ documentId, json });
  const bytes = await engine.readBytes({ documentId: document.documentId, start: 0, end: 1000 });
  return [Buffer.from(bytes).toString("hex"), patches.length];
}

describe("editJson", () => {
  it.each<readonly [string, string, string, string, number]>([
    ["one value", "08 05 1a 01 61", '{"a": 300, "s": "a"}', "08ac021a0161", 1],
    ["nothing", "08 05 1a 01 61", '{"s":"a","a":5}', "08051a0161", 0],
    ["what comes first on the wire stays first", "1a 01 61 08 05", '{"a": 6, "s": "a"}', "1a01610806", 1],
    ["an overlong varint beside it stays", "08 85 00 1a 01 61", '{"a": 5, "s": "b"}', "0885001a0162", 1],
    ["unknown fields stay", "08 05 78 01 1a 01 61", '{"a": 6, "s": "a"}', "080678011a0161", 1],
    [
      "a field that is new goes where its number belongs",
      "08 05 1a 01 61",
      '{"a": 5, "s": "a", "m": {"a": 1}}',
      "0805120208011a0161",
      1,
    ],
    ["a field that is gone", "08 05 1a 01 61", '{"a": 5}', "0805", 1],
    ["a value written twice is written once", "08 01 1a 01 61 08 02", '{"a": 3, "s": "a"}', "08031a0161", 2],
    ["a list in two parts that says the same", "22 01 01 20 02", '{"p": [1, 2]}', "2201012002", 0],
    ["inside a message", "12 04 08 01 10 07", '{"m": {"a": 2}}', "12020802", 1],
    ["a damaged end stays", "08 05 1a 05 61", '{"a": 6, "s": "a"}', "08061a0561", 1],
  ])("%s", async (_, before, json, after, patches) =>
    expect(await edited(before, json)).toEqual([after, patches]),
  );

  it("says what does not fit, and leaves the bytes", async () => {
    const { documentId } = await open("0805", "M");
    await expect(engine.editJson({ documentId, json: '{"b": 1}' })).rejects.toMatchObject({
      code: "bad-json",
      message: "This is no JSON of M.",
      findings: [{ text: { line: 1 } }],
    });
  });

  it("mends the length of the frame around the message", async () => {
    const bytes = Buffer.from("000000000508051a0161", "hex");
    const input = { kind: "bytes" as const, bytes };
    const { documentId } = await engine.inspect({ input, framing: "grpc", schemaId, typeName: "M" });
    const { document } = await engine.editJson({ documentId, json: '{"a": 300, "s": "a"}' });
    const after = await engine.readBytes({ documentId: document.documentId, start: 0, end: 100 });
    expect(Buffer.from(after).toString("hex")).toBe("000000000608ac021a0161");
  });

  it("is for one message", async () => {
    const bytes = Buffer.from("00000000020805000000000208050000".slice(0, 28), "hex");
    const input = { kind: "bytes" as const, bytes };
    const { documentId } = await engine.inspect({ input, framing: "grpc", schemaId, typeName: "M" });
    await expect(engine.editJson({ documentId, json: '{"a": 6}' })).rejects.toMatchObject({
      code: "usage",
      message: "JSON can be edited one message at a time, and these are frames.",
    });
  });

  it("needs a schema", async () => {
    const { documentId } = await open("0805");
    await expect(engine.editJson({ documentId, json: "{}" })).rejects.toMatchObject({
      code: "usage",
      hint: "Choose the message type of these bytes first, or edit their fields.",
    });
  });
});

describe("readText", () => {
  it.each([
    ["08 05 78 01", "M", "a: 5\n15: 1"],
    ["08 05 12 02 48 69", undefined, "1: 5\n2 {\n  9: 105\n}"],
  ])("of %s as %s", async (hex, typeName, text) => {
    const { documentId } = await open(hex, typeName);
    expect(await engine.readText({ documentId })).toMatchObject({ text, omittedLength: 0 });
  });
});
