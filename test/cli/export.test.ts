import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileOf } from "../schema/support/files.ts";
import { honest, startReflectionServer } from "../schema/support/reflection-server.ts";
import { ensureBuilt, inFolder } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;
let cwd = "";

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  cwd = mkdtempSync(join(tmpdir(), "byteglass-cli-export-"));
});

afterAll(async () => {
  await sample?.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const status = ["--symbol", "samples.status.v1.StatusService"];
describe("byteglass export", () => {
  it("writes what a server reflects as .proto files, and says what it wrote", async () => {
    const run = () => runByteglass(["export", sample.grpc, ...status, "--out", "protos"], { cwd });
    const first = await run();
    const names = first.stdout.trimEnd().split("\n").slice(0, -1);
    expect([first.exit, first.stderr]).toEqual([0, ""]);
    expect(names).toContain("protos/samples/status/v1/status.proto");
    for (const name of names) expect(existsSync(join(cwd, name))).toBe(true);
    expect(first.stdout.trimEnd().split("\n").at(-1)).toBe(
      `${names.length} files: ${names.length} written to protos.`,
    );
    const again = await run();
    expect(again.stdout.trimEnd().split("\n").at(-1)).toBe(
      `${names.length} files: 0 written to protos, ${names.length} unchanged.`,
    );
    const described = await runByteglass(
      [
        "describe",
        "samples.status.v1.StatusService",
        "--proto",
        "protos/samples/status/v1/status.proto",
        "-I",
        "protos",
      ],
      { cwd },
    );
    expect([described.exit, described.stdout]).toEqual([
      0,
      expect.stringContaining("service StatusService {"),
    ]);
  });

  it("writes one descriptor set, and takes it back", async () => {
    const { exit, stdout, stderr } = await runByteglass(
      ["export", sample.grpc, ...status, "--out", "deep/status.binpb", "--json"],
      { cwd },
    );
    expect([exit, stderr]).toEqual([0, ""]);
    const written = JSON.parse(stdout);
    expect(written).toMatchObject({
      out: "deep/status.binpb",
      form: "descriptor-set",
      removed: [],
      findings: [],
    });
    expect(written.hash).toMatch(/^[0-9a-f]{64}$/);
    const origins = written.files.map(({ name, origin }: { name: string; origin: string }) => [name, origin]);
    expect(origins).toContainEqual(["samples/status/v1/status.proto", "source"]);
    const listed = await runByteglass(["list", "--protoset", "deep/status.binpb"], { cwd });
    expect(listed.stdout).toContain("samples.status.v1.StatusService/Fail");
    expect(readdirSync(join(cwd, "deep"))).toEqual(["status.binpb"]);
  });

  it("writes over nothing of someone else's unless told to", async () => {
    mkdirSync(join(cwd, "mine"));
    writeFileSync(join(cwd, "mine/notes.txt"), "mine");
    const words = ["export", sample.grpc, ...status, "--out", "mine"];
    const { exit, stdout, stderr } = await runByteglass(words, { cwd });
    expect({ exit, stdout, stderr }).toEqual({
      exit: 2,
      stdout: "",
      stderr: [
        `error: The folder mine holds files that no export wrote (notes.txt). Nothing was written.`,
        "hint: Name a new or empty folder, or write into this one all the same (--force); other files in it are left alone.",
        "",
      ].join("\n"),
    });
    expect((await runByteglass([...words, "--force"], { cwd })).exit).toBe(0);
    expect(readFileSync(join(cwd, "mine/notes.txt"), "utf8")).toBe("mine");
  });

  it("writes nothing where a server's file names would leave the folder", async () => {
    const file = fileOf({
      name: "../../evil.proto",
      package: "p",
      syntax: "proto3",
      service: [{ name: "S" }],
    });
    const server = await startReflectionServer(
      ["v1"],
      honest({ "p.S": "../../evil.proto" }, new Map([["../../evil.proto", file]])),
    );
    const { exit, stdout, stderr } = await runByteglass(["export", server.target, "--out", "a/b/evil"], {
      cwd,
    });
    server.stop();
    expect({ exit, stdout, stderr: stderr.split("\n") }).toEqual({
      exit: 2,
      stdout: "",
      stderr: [
        "error: The schema has file names that are not written to disk: ../../evil.proto would leave the folder. Nothing was written.",
        "hint: Export it as one descriptor set (--out FILE.binpb), which keeps the names inside.",
        "",
      ],
    });
    expect(existsSync(join(cwd, "a"))).toBe(false);
  });

  it.each([
    [
      ["export", "127.0.0.1:1"],
      "export needs --out: a folder for .proto files, or a file for a descriptor set.",
    ],
    [
      ["export", "127.0.0.1:1", "--out", "api.proto"],
      "export does not write api.proto: it writes folders of .proto files, and binary descriptor sets.",
    ],
    [["export", "--out", "protos"], "export has no schema to work with."],
    [
      [
        "export",
        "--protoset",
        inFolder("dist/proto-samples/samples.binpb"),
        "--symbol",
        "no.Such",
        "--out",
        "x",
      ],
      "The schema has no symbol no.Such.",
    ],
  ])("%j is a wrong call", async (words, message) => {
    const { exit, stdout, stderr } = await runByteglass(words, { cwd });
    expect([exit, stdout, stderr.split("\n")[0]]).toEqual([2, "", `error: ${message}`]);
    expect(existsSync(join(cwd, "x"))).toBe(false);
  });
});
