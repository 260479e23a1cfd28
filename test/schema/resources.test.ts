import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { afterAll, describe, expect, it } from "vitest";
import { resourceDirectories } from "../../core/schema/resources.ts";
import { writeTree } from "./support/protoc.ts";

const root = join(import.meta.dirname, "../..");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder laid out like an installed Byteglass: bundles in `dist/`, the compiler in `node_modules/`. */
async function install(): Promise<string> {
  const folder = writeTree({
    "probe.ts": `
      import { compileProtos } from ${JSON.stringify(join(root, "core/schema/index.ts"))};
      import { resourceDirectories } from ${JSON.stringify(join(root, "core/schema/resources.ts"))};
      compileProtos({ files: [process.argv[2]], importPaths: [] }).then((result) => {
        console.log(JSON.stringify({ ...resourceDirectories(), ok: result.ok, findings: result.findings }));
      });`,
    "a.proto": `syntax = "proto3"; import "google/api/annotations.proto"; import "google/protobuf/empty.proto";
      service S { rpc R(google.protobuf.Empty) returns (google.protobuf.Empty) { option (google.api.http) = { get: "/" }; } }`,
  });
  folders.push(folder);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/protoc"), join(folder, "node_modules/protoc"));
  cpSync(join(root, "core/schema/include"), join(folder, "dist/include"), { recursive: true });
  await build({
    entryPoints: [join(folder, "probe.ts")],
    outfile: join(folder, "dist/cli/probe.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    nodePaths: [join(root, "node_modules")],
    logLevel: "error",
    logOverride: { "empty-import-meta": "silent" },
  });
  return folder;
}

describe("the bundled files", () => {
  it("are found from source", () => {
    const { include = "", protoc = "" } = resourceDirectories();
    expect([relative(root, include), relative(root, protoc)]).toEqual([
      "core/schema/include",
      "node_modules/protoc",
    ]);
  });

  it("are found from a CommonJS bundle in dist/, and the compiler runs", async () => {
    const folder = await install();
    const output = execFileSync(process.execPath, [
      join(folder, "dist/cli/probe.cjs"),
      join(folder, "a.proto"),
    ]);
    expect(JSON.parse(output.toString())).toEqual({
      include: join(folder, "dist/include"),
      protoc: join(folder, "node_modules/protoc"),
      ok: true,
      findings: [],
    });
  });
});
