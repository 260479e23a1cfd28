import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stateFolder } from "../../cli/state-folder.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;
let cwd = "";

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-cli-drift-"));
});

afterAll(async () => {
  await sample?.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const write = (text: string): void =>
  writeFileSync(
    join(cwd, "api.proto"),
    `syntax = "proto3";\npackage p;\nservice S { rpc Get(M) returns (M); }\n${text}\n`,
  );
const drift = (...words: readonly string[]) =>
  runByteglass(["schema", "drift", ...words], { cwd, env: { XDG_STATE_HOME: join(cwd, "state") } });

describe("byteglass schema drift", () => {
  it("keeps a schema, knows it again, and tells what changed", async () => {
    write("message M { int32 a = 1; }");
    const first = await drift("api.proto");
    expect([first.exit, first.stderr]).toEqual([0, ""]);
    expect(first.stdout).toMatch(
      /^Nothing was kept of api\.proto before\. Its schema is kept now, as [0-9a-f]{12}\.\n$/,
    );
    const second = await drift("api.proto");
    expect([second.exit, second.stdout]).toEqual([
      0,
      expect.stringMatching(/^The schema of api\.proto is the one it was on 20/),
    ]);
    write("message M { string a = 1; }");
    const third = await drift("api.proto");
    expect(third.exit).toBe(1);
    expect(third.stdout).toMatch(/^The schema of api\.proto changed since 20[^\n]*\.\n\nwire/);
    expect(third.stdout).toContain("field p.M.a retyped: int32 → string");
    expect((await drift("api.proto")).exit).toBe(0);
  });

  it("compares with an older one by its hash, and lists what is kept", async () => {
    const listed = JSON.parse((await drift("api.proto", "--list", "--json")).stdout);
    expect(listed.versions).toHaveLength(2);
    const { hash } = listed.versions[1];
    const since = await drift("api.proto", "--since", hash.slice(0, 8), "--json");
    expect(since.exit).toBe(1);
    const told = JSON.parse(since.stdout);
    expect(told).toMatchObject({ target: "api.proto", previous: { hash }, requests: [] });
    expect(told.changes).toMatchObject([{ symbol: "p.M.a", kind: "retyped" }]);
    expect((await drift("api.proto", "--list")).stdout).toContain(hash.slice(0, 12));
  });

  it("tells which saved requests do not fit", async () => {
    const folder = join(cwd, "requests");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Requests\n");
    writeFileSync(
      join(folder, "get.yml"),
      'info:\n  name: Get it\n  type: grpc\ngrpc:\n  url: localhost:1\n  method: p.S/Get\n  message: |\n    {"b": 1}\n',
    );
    const { exit, stdout } = await drift("api.proto", "--collection", "requests");
    expect(exit).toBe(1);
    expect(stdout).toContain("1 saved request does not fit:\n  Get it (requests/get.yml)\n    b: ");
  });

  it("asks a server by reflection", async () => {
    expect((await drift(sample.grpc)).stdout).toContain(`Nothing was kept of ${sample.grpc} before.`);
    expect((await drift(sample.grpc)).stdout).toContain("is the one it was on");
  });

  it.each<[readonly string[], string]>([
    [[], "schema needs TARGET, whose schema is compared with what it was."],
    [["api.proto", "more"], 'schema does not know what to do with "more".'],
    [["api.proto", "--since", "ffff"], "Nothing with the hash ffff is kept of api.proto."],
    [["nowhere.proto"], "No schema could be read from nowhere.proto."],
  ])("%j is a wrong call", async (words, message) => {
    const { exit, stdout, stderr } = await drift(...words);
    expect([exit, stdout, stderr.split("\n")[0]]).toEqual([2, "", `error: ${message}`]);
  });
});

describe("the folder for state", () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string]>([
    ["linux", {}, "/home/a/.local/state/byteglass"],
    ["linux", { XDG_STATE_HOME: "/x" }, "/x/byteglass"],
    ["linux", { XDG_STATE_HOME: "" }, "/home/a/.local/state/byteglass"],
    ["darwin", {}, "/home/a/Library/Application Support/byteglass/state"],
    ["win32", { LOCALAPPDATA: "/l" }, "/l/byteglass/state"],
  ])("on %s with %j is %s", (platform, environment, folder) => {
    expect(stateFolder(environment, platform, "/home/a")).toBe(folder);
  });
});
