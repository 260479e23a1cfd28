import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

let cwd = "";
beforeAll(async () => {
  await ensureBuilt();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-diff-"));
  writeFileSync(
    join(cwd, "a.proto"),
    'syntax = "proto3"; package p; message User { int64 id = 1; string name = 2; repeated int32 marks = 3; }',
  );
  writeFileSync(join(cwd, "before.bin"), Uint8Array.of(8, 1, 0x12, 1, 0x61));
  writeFileSync(join(cwd, "after.bin"), Uint8Array.of(8, 2, 0x12, 1, 0x61));
});
afterAll(() => rmSync(cwd, { recursive: true }));

const SCHEMA = ["--type", "p.User", "--proto", "a.proto"];

describe("byteglass diff", () => {
  it("tells fields by name, and the bytes", async () => {
    expect(await runByteglass(["diff", "before.bin", "after.bin", ...SCHEMA], { cwd })).toEqual({
      exit: 1,
      stderr: "",
      stdout: [
        "~ id  1 → 2  int64",
        "",
        "Bytes",
        "0001 → 0001  - 01  + 02",
        "",
        "0 added, 0 removed, 1 changed.",
        "",
      ].join("\n"),
    });
  });

  it.each([
    ["the same", ["hex:0801", "text:CAE="], 0, "No difference.\n"],
    [
      "other bytes for the same values",
      ["hex:0805", "hex:088500", ...SCHEMA],
      1,
      "The same values, in other bytes.",
    ],
    ["packing", ["hex:1801", "hex:1a0101", ...SCHEMA], 1, "= marks[0]  1  packed"],
    ["a field without a schema", ["hex:0801", "hex:08011005"], 1, "+ 2  5  int64"],
  ])("tells %s", async (_name, words, exit, expected) => {
    const outcome = await runByteglass(["diff", ...words], { cwd });
    expect([outcome.exit, outcome.stderr]).toEqual([exit, ""]);
    expect(outcome.stdout).toContain(expected);
  });

  it("answers as JSON", async () => {
    const { stdout } = await runByteglass(["diff", "before.bin", "after.bin", "--json"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      identical: false,
      sameMeaning: false,
      fields: [{ kind: "changed", path: "1", before: "1", after: "2" }],
      runs: [{ kind: "same" }, { kind: "changed", before: { start: 1, end: 2 } }, { kind: "same" }],
      omittedFieldCount: 0,
    });
  });

  it("needs two messages", async () => {
    const { exit, stderr } = await runByteglass(["diff", "hex:0801"], { cwd });
    expect([exit, stderr]).toEqual([
      2,
      "error: diff needs B, the message to compare with.\nhint: See `byteglass diff --help`.\n",
    ]);
  });
});
