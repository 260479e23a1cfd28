import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Edit } from "../../../core/contract/edit.ts";
import { createEngine } from "../../../core/engine.ts";

const engine = createEngine();
const folder = mkdtempSync(join(tmpdir(), "byteglass-edit-"));
let schemaId = "";
beforeAll(async () => {
  const file = join(folder, "a.proto");
  writeFileSync(
    file,
    `syntax = "proto3"; message M { int32 a = 1; M m = 2; string s = 3; bytes b = 4; sint32 z = 5; float f = 6; E e = 7; bool t = 8; }
     enum E { ZERO = 0; }`,
  );
  const sources = [{ kind: "proto" as const, files: [file], importPaths: [] }];
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources }));
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

async function edited(hex: string, edit: Edit, repair = true) {
  const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
  const input = { kind: "bytes" as const, bytes };
  const { documentId } = await engine.inspect({ input, schemaId, typeName: "M" });
  const { document, patches } = await engine.editDocument({ documentId, edit, repair });
  const { documentId: after, byteLength, jsonTextLength } = document;
  const before = await engine.readBytes({ documentId, start: 0, end: bytes.length });
  expect(Buffer.from(before).equals(bytes)).toBe(true);
  const changed = await engine.readBytes({ documentId: after, start: 0, end: byteLength });
  const json = await engine.readJson({ documentId: after, start: 0, end: jsonTextLength });
  return [Buffer.from(changed).toString("hex"), JSON.parse(json), patches.length];
}

const value = (record: number, text: string): Edit => ({ kind: "set-value", record, text });

describe("editDocument", () => {
  it.each<readonly [string, Edit, string, unknown, number]>([
    ["12 02 08 05", value(1, "-1"), "120b08ffffffffffffffffff01", { m: { a: -1 } }, 2],
    ["1a 01 61", value(0, "ü\n"), "1a03c3bc0a", { s: "ü\n" }, 2],
    ["22 01 61", value(0, "AAEC"), "2203000102", { b: "AAEC" }, 2],
    ["28 01", value(0, "-2"), "2803", { z: -2 }, 1],
    ["35 00 00 80 3f", value(0, "-Infinity"), "35000080ff", { f: "-Infinity" }, 1],
    ["38 05", value(0, "0"), "3800", {}, 1],
    ["40 01", value(0, "false"), "4000", {}, 1],
    ["78 01", value(0, "18446744073709551615"), "78ffffffffffffffffff01", {}, 1],
  ])("%s: %j", async (before, edit, after, json, patches) => {
    const [hex, changed, count] = await edited(before, edit);
    expect([hex, count]).toEqual([after, patches]);
    expect(changed).toMatchObject(json as object);
  });

  it("without repair leaves the length as it is, and the damage is told", async () => {
    const bytes = Uint8Array.of(0x12, 2, 8, 5);
    const { documentId } = await engine.inspect({ input: { kind: "bytes", bytes }, schemaId, typeName: "M" });
    const edit = value(1, "300");
    const { document } = await engine.editDocument({ documentId, edit, repair: false });
    expect([document.byteLength, document.findings.some(({ severity }) => severity === "error")]).toEqual([
      5,
      true,
    ]);
  });

  it.each<readonly [string, Edit, string, string]>([
    ["08 05", value(0, "2147483648"), "bad-bytes", '"2147483648" is no int32 value.'],
    ["08 05", value(0, "1.5"), "bad-bytes", '"1.5" is no int32 value.'],
    ["08 05", value(7, "1"), "usage", "7"],
    ["08 05", { kind: "replace-bytes", start: 1, end: 9, bytes: new Uint8Array(0) }, "usage", "2 bytes"],
  ])("%s refuses %j", async (before, edit, code, told) => {
    await expect(edited(before, edit)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(told),
    });
  });
});
