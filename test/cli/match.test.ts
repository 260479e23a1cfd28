import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

let cwd = "";
beforeAll(async () => {
  await ensureBuilt();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-match-"));
  writeFileSync(
    join(cwd, "a.proto"),
    'syntax = "proto3"; package p; message User { int64 id = 1; string name = 2; } message Event { fixed64 at = 1; string name = 2; }',
  );
  writeFileSync(join(cwd, "m.bin"), Uint8Array.of(8, 1, 0x12, 1, 0x61));
});
afterAll(() => rmSync(cwd, { recursive: true }));

describe("match", () => {
  it("names the types, best first", async () => {
    expect(await runByteglass(["match", "m.bin", "--proto", "a.proto"], { cwd })).toMatchObject({
      exit: 0,
      stdout:
        "p.User   5 of 5 bytes, 2 fields known\np.Event  3 of 5 bytes, 1 field known, 1 unknown, wrong-wire-type\n",
      stderr: "",
    });
  });

  it("as JSON", async () => {
    const { stdout } = await runByteglass(
      ["match", "--hex", "08 01", "--proto", "a.proto", "--limit", "1", "--json"],
      { cwd },
    );
    expect(JSON.parse(stdout)).toMatchObject([{ typeName: "p.User", explainedByteLength: 2 }]);
  });

  it("ends with 1 when no type fits", async () => {
    expect(await runByteglass(["match", "--hex", "98 06 01", "--proto", "a.proto"], { cwd })).toMatchObject({
      exit: 1,
      stdout: "",
      stderr: "No type of the schema declares any of the fields in these bytes.\n",
    });
  });
});
