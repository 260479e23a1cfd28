import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt, inFolder } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;
let cwd = "";

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-cli-diff-"));
  const proto = (text: string): string => `syntax = "proto3";\npackage p;\n${text}\n`;
  writeFileSync(join(cwd, "old.proto"), proto("message M { int32 a = 1; string b = 2; }"));
  writeFileSync(join(cwd, "new.proto"), proto("message M { int64 a = 1; string c = 3; reserved 2; }"));
});

afterAll(async () => {
  await sample?.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const descriptorSet = inFolder("dist/proto-samples/samples.binpb");

describe("byteglass schema diff", () => {
  it("prints what changed, and why it matters, and ends with 1", async () => {
    const { exit, stdout, stderr } = await runByteglass(["schema", "diff", "old.proto", "new.proto"], {
      cwd,
    });
    expect([exit, stderr]).toEqual([1, ""]);
    expect(stdout).toBe(`wire        JSON        change
compatible  compatible  field p.M.a retyped: int32 → int64
                        On the wire every int32 has the same bytes as int64; in JSON the numbers stay the same.
lossy       breaking    field p.M.b removed: string b = 2
                        On the wire its values become unknown fields; in JSON its key is refused as unknown.
compatible  compatible  field p.M.c added: string c = 3
                        On the wire and in JSON older messages read as if it were not set.
compatible  compatible  message p.M reserved: none → 2
                        On the wire and in JSON nothing changes: it only keeps names and numbers from being used.

4 changes: on the wire 0 breaking and 1 lossy, in JSON 1 breaking and 0 lossy.
`);
  });

  it("prints JSON, with the hashes of both", async () => {
    const { exit, stdout } = await runByteglass(["schema", "diff", "old.proto", "new.proto", "--json"], {
      cwd,
    });
    const difference = JSON.parse(stdout);
    expect(exit).toBe(1);
    expect(difference.beforeHash).not.toBe(difference.afterHash);
    expect(difference.changes[1]).toEqual({
      symbol: "p.M.b",
      subject: "field",
      kind: "removed",
      before: "string b = 2",
      after: "",
      wire: "lossy",
      json: "breaking",
      why: "On the wire its values become unknown fields; in JSON its key is refused as unknown.",
    });
  });

  it.each<[string, () => readonly string[]]>([
    ["a file and itself", () => ["old.proto", "old.proto"]],
    ["a server and itself", () => [sample.grpc, sample.grpc]],
  ])("%s: no difference, and it ends with 0", async (_name, words) => {
    const { exit, stdout, stderr } = await runByteglass(["schema", "diff", ...words()], { cwd });
    expect({ exit, stdout, stderr }).toEqual({ exit: 0, stdout: "No difference.\n", stderr: "" });
  });

  it("finds no difference between a server, its export, and its sources", async () => {
    await runByteglass(["export", sample.grpc, "--out", "exported"], { cwd });
    await runByteglass(["export", sample.grpc, "--out", "exported.protoset"], { cwd });
    for (const other of ["exported", "exported.protoset"]) {
      const { exit, stdout, stderr } = await runByteglass(["schema", "diff", other, sample.grpc], { cwd });
      expect({ other, exit, stdout, stderr }).toEqual({
        other,
        exit: 0,
        stdout: "No difference.\n",
        stderr: "",
      });
    }
  });

  it.each([
    [["schema"], "schema needs a word for what to do."],
    [["schema", "dif", "a", "b"], 'schema does not know "dif".'],
    [["schema", "diff"], "schema needs A and B, the schemas to compare."],
    [["schema", "diff", descriptorSet], "schema needs B, the schema to compare with."],
    [["schema", "diff", "a.proto", "b.proto", "c.proto"], 'schema does not know what to do with "c.proto".'],
    [["schema", "diff", descriptorSet, "nowhere.proto"], "No schema could be read from nowhere.proto."],
    [
      ["schema", "diff", descriptorSet, "nowhere.binpb"],
      "The file nowhere.binpb could not be read: ENOENT: no such file or directory, open 'nowhere.binpb'.",
    ],
  ])("%j is a wrong call", async (words, message) => {
    const { exit, stdout, stderr } = await runByteglass(words, { cwd });
    expect([exit, stdout, stderr.split("\n")[0]]).toEqual([2, "", `error: ${message}`]);
  });
});
