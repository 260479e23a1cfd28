import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

let cwd = "";
beforeAll(async () => {
  await ensureBuilt();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-infer-"));
  writeFileSync(join(cwd, "one.bin"), Uint8Array.of(8, 5, 0x12, 3, 0x61, 0x62, 0x63));
  writeFileSync(join(cwd, "two.bin"), Uint8Array.of(8, 6));
});
afterAll(() => rmSync(cwd, { recursive: true }));

describe("infer", () => {
  it("writes a .proto that decodes the samples", async () => {
    const words = [
      "infer",
      "one.bin",
      "two.bin",
      "--message",
      "Order",
      "--package",
      "shop",
      "--name",
      "2=title",
    ];
    const { exit, stdout, stderr } = await runByteglass(words, { cwd });
    expect([exit, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(
      'syntax = "proto3";\n\npackage shop;\n\nmessage Order {\n  uint64 f1 = 1; // 2 in 2 messages\n  string title = 2; // 1 in 2 messages\n}\n',
    );
    writeFileSync(join(cwd, "order.proto"), stdout);
    const decoded = await runByteglass(["decode", "shop.Order", "one.bin", "--proto", "order.proto"], {
      cwd,
    });
    expect(JSON.parse(decoded.stdout)).toEqual({ f1: "5", title: "abc" });
  });

  it("says how a name is given", async () => {
    expect(await runByteglass(["infer", "one.bin", "--name", "title"], { cwd })).toMatchObject({
      exit: 2,
      stderr:
        'error: --name needs PATH=NAME, not "title".\nhint: Such as 3.1=title: field 1 of the message in field 3.\n',
    });
  });
});
