import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../../core/engine.ts";

const engine = createEngine();
const folder = mkdtempSync(join(tmpdir(), "byteglass-oneof-"));
let schemaId = "";
beforeAll(async () => {
  const file = join(folder, "a.proto");
  writeFileSync(
    file,
    `syntax = "proto3"; message M { oneof pick { int32 a = 1; M m = 2; string s = 3; sint32 z = 5; double d = 6; E e = 7; } M plain = 8; repeated M many = 9; }
     enum E { ZERO = 0; TWO = 2; }`,
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

async function members(hex: string, record: number, typeName?: string) {
  const input = { kind: "bytes" as const, bytes: Buffer.from(hex, "hex") };
  const bound = typeName === undefined ? {} : { schemaId, typeName };
  const { documentId } = await engine.inspect({ input, ...bound });
  const found = await engine.oneofMembers({ documentId, record });
  return [
    found.name,
    ...found.members.map(({ name, bytes }) => `${name} ${Buffer.from(bytes).toString("hex")}`),
  ];
}

describe("oneofMembers", () => {
  it.each([
    ["0805", 0, ["pick", "m 1200", "s 1a0161", "z 2802", "d 31000000000000f03f", "e 3802"]],
    ["4a021200", 1, ["pick", "a 0801", "s 1a0161", "z 2802", "d 31000000000000f03f", "e 3802"]],
    ["4200", 0, [""]],
    ["7801", 0, [""]],
  ])("of %s, record %i", async (hex, record, expected) =>
    expect(await members(hex, record, "M")).toEqual(expected),
  );
  it("knows none without a schema", async () => expect(await members("0805", 0)).toEqual([""]));
});
