import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../core/engine.ts";

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
    ["of a value written twice the last", "08 01 1a 01 61 08 02", '{"a": 3, "s": "a"}', "08011a01610803", 1],
    ["a list in two parts that says the same", "22 01 01 20 02", '{"p": [1, 2]}', "2201012002", 0],
    ["inside a message", "12 04 08 01 10 07", '{"m": {"a": 2}}', "120408021007", 1],
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

  it("keeps what changed in the bytes since the text was taken", async () => {
    const first = await open("08 05 1a 01 61 12 02 08 01", "M");
    const set = { kind: "set-value", record: 0, text: "300" } as const;
    const { document } = await engine.editDocument({ documentId: first.documentId, edit: set, repair: true });
    const { documentId } = document;
    const base = '{"a": 5, "s": "a", "m": {"a": 1}}';
    const json = '{"a": 5, "s": "a", "m": {"a": 2}}';
    const edited = await engine.editJson({ documentId, json, base });
    const bytes = await engine.readBytes({ documentId: edited.document.documentId, start: 0, end: 100 });
    expect(Buffer.from(bytes).toString("hex")).toBe("08ac021a016112020802");
  });

  describe("of several frames", () => {
    const FRAMES = "00 00000002 0805  00 00000004 1202 0801  80 0000000f 677270632d7374617475733a300d0a20";
    const openFrames = () =>
      engine.inspect({
        input: { kind: "bytes", bytes: Buffer.from(FRAMES.replaceAll(" ", ""), "hex") },
        framing: "grpc-web",
        schemaId,
        typeName: "M",
      });
    const hex = async (documentId: string) =>
      Buffer.from(await engine.readBytes({ documentId, start: 0, end: 100 })).toString("hex");

    it.each<readonly [string, string, { frame?: number; repair?: boolean }, string]>([
      ["all of them", '[{"a": 5}, {"m": {"a": 300}}]', {}, "00000000020805 0000000005120308ac02"],
      ["the first alone", '{"a": 300}', { frame: 0 }, "000000000308ac02 000000000412020801"],
      ["another alone", '{"m": {"a": 2}}', { frame: 1 }, "00000000020805 000000000412020802"],
      [
        "lengths as they were",
        '{"m": {"a": 300}}',
        { frame: 1, repair: false },
        "00000000020805 0000000004120208ac02",
      ],
    ])("%s", async (_, json, options, after) => {
      const { documentId } = await openFrames();
      const { document } = await engine.editJson({ documentId, json, ...options });
      const trailers = FRAMES.slice(FRAMES.indexOf("80 ")).replaceAll(" ", "");
      expect(await hex(document.documentId)).toBe(after.replaceAll(" ", "") + trailers);
    });

    it("gives the JSON of one", async () => {
      const { documentId } = await openFrames();
      expect(JSON.parse(await engine.readFrameJson({ documentId, frame: 1 }))).toEqual({ m: { a: 1 } });
    });

    it.each<readonly [string, string, number | undefined, string]>([
      ["fewer messages", '[{"a": 5}]', undefined, "The list has 1 messages, but there are 2 in frames."],
      ["the frame of the trailers", "{}", 2, "Frame 2 holds no message that can be edited in place."],
      ["no list", "{}", undefined, "This is no JSON of M."],
    ])("refuses %s", async (_, json, frame, message) => {
      const { documentId } = await openFrames();
      const options = frame === undefined ? {} : { frame };
      await expect(engine.editJson({ documentId, json, ...options })).rejects.toMatchObject({ message });
    });

    it("says where in the list a message does not fit", async () => {
      const { documentId } = await openFrames();
      await expect(engine.editJson({ documentId, json: '[\n{"a": 5},\n{"b": 1}\n]' })).rejects.toMatchObject({
        findings: [{ text: { line: 3, column: 2 } }],
      });
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
