/** `--validate`: rules of the schema are checked before anything is encoded or sent. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine } from "../../core/engine.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

let cwd = "";
beforeAll(async () => {
  await ensureBuilt();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-validate-"));
  writeFileSync(
    join(cwd, "r.proto"),
    `syntax = "proto3"; package r; import "buf/validate/validate.proto";
     message M { string name = 1 [(buf.validate.field).string.min_len = 3]; bytes data = 2; }
     service S { rpc Do(M) returns (M); }`,
  );
});
afterAll(() => rmSync(cwd, { recursive: true }));

describe("--validate", () => {
  it("refuses to encode what breaks a rule, with its place", async () => {
    writeFileSync(join(cwd, "short.json"), '{\n  "name": "ab"\n}');
    const { exit, stdout, stderr } = await runByteglass(
      ["encode", "r.M", "short.json", "--proto", "r.proto", "--validate"],
      { cwd },
    );
    expect([exit, stdout]).toEqual([2, ""]);
    expect(stderr.split("\n").slice(0, 2)).toEqual([
      "error: The JSON breaks rules of r.M.",
      "  short.json, line 2, column 3, name: must be at least 3 characters. (rule string.min_len)",
    ]);
  });

  it("checks a message of any size", async () => {
    const data = Buffer.alloc(10_000_000, 7).toString("base64");
    writeFileSync(join(cwd, "large.json"), JSON.stringify({ data, name: "ab" }));
    const words = ["encode", "r.M", "large.json", "--proto", "r.proto", "--validate"];
    const { exit, stdout, stderr } = await runByteglass(words, { cwd });
    expect([exit, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("name: must be at least 3 characters. (rule string.min_len)");
  });

  it("encodes it all the same without the option", async () => {
    writeFileSync(join(cwd, "short.json"), '{"name": "ab"}');
    const { exit, stdout } = await runByteglass(["encode", "r.M", "short.json", "--proto", "r.proto"], {
      cwd,
    });
    expect([exit, stdout]).toEqual([0, "0a026162\n"]);
  });

  it("sends nothing: nobody listens there, and nobody is asked", async () => {
    const words = [
      "call",
      "127.0.0.1:1",
      "r.S/Do",
      "-d",
      '{"name":"ab"}',
      "--proto",
      "r.proto",
      "--validate",
    ];
    const { exit, stderr } = await runByteglass(words, { cwd });
    expect(exit).toBe(2);
    expect(stderr).toContain("The message breaks rules of r.M.");
    expect(stderr).toContain("rule string.min_len");
  });

  it("warns as one types", async () => {
    const engine = createEngine();
    const sources = [{ kind: "proto" as const, files: [join(cwd, "r.proto")], importPaths: [] }];
    const { schemaId } = await engine.openSchema({ operationId: "open", sources });
    const body = { schemaId, typeName: "r.M", json: '{"name":"ab"}' };
    const { document, findings } = await engine.compose({ ...body, validate: true });
    expect(document?.byteLength).toBe(4);
    expect(findings).toMatchObject([
      { code: "rule-broken", severity: "warning", path: "name", text: { line: 1, column: 2 } },
    ]);
    expect((await engine.compose(body)).findings).toEqual([]);
    await engine.close();
  });
});
