/** The schema of a server that is not ours: 56 files with validation rules, gateway options and names like `$schema`. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, toJson } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readDescriptorSet } from "../../../core/schema/descriptor-sets/read.ts";
import { diffSchemas } from "../../../core/schema/diff/diff.ts";
import { schemaHash } from "../../../core/schema/diff/hash.ts";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { inFolder } from "../../cli/build-cli.ts";
import { runByteglass } from "../../cli/run-byteglass.ts";
import { cerbosMissing, cerbosProgram } from "../../servers/support/cerbos.ts";
import { describeWith } from "../../servers/support/programs.ts";
import { started } from "../../servers/support/terminal.ts";

describeWith("the schema of Cerbos, exported", cerbosProgram, cerbosMissing, (program) => {
  const cerbos = started(program);
  let cwd = "";
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), "byteglass-export-cerbos-"));
  });
  afterEach(() => rmSync(cwd, { recursive: true }));

  const poolOf = (name: string): SchemaPool => {
    const read = readDescriptorSet(readFileSync(join(cwd, name)), name);
    return buildPool(read.ok ? [read.value] : []);
  };

  it("compiles by protoc and by buf to what the server reflected", async () => {
    const tree = await runByteglass(["export", cerbos().grpc, "--out", "protos"], { cwd });
    const set = await runByteglass(["export", cerbos().grpc, "--out", "reflected.binpb"], { cwd });
    expect([tree.exit, tree.stderr, set.exit, set.stderr]).toEqual([0, "", 0, ""]);
    expect(tree.stdout).toContain("\n56 files: 56 written to protos.\n");
    const reflected = poolOf("reflected.binpb");
    const names = reflected.files.map(({ name }) => name);
    const run = (program: string, words: readonly string[]) =>
      execFileSync(process.execPath, [inFolder(`node_modules/${program}`), ...words], { cwd, stdio: "pipe" });
    run("protoc/protoc.cjs", ["-I", "protos", "--include_imports", "-o", "protoc.binpb", ...names]);
    run("@bufbuild/buf/bin/buf", ["build", "protos", "--as-file-descriptor-set", "-o", "buf.binpb"]);
    for (const compiled of ["protoc.binpb", "buf.binpb"].map(poolOf)) {
      expect(diffSchemas(reflected, compiled)).toEqual([]);
      expect(schemaHash(compiled)).toBe(schemaHash(reflected));
      expect(compiled.files.map(headOf).sort()).toEqual(reflected.files.map(headOf).sort());
    }
  });
});

/** Name, package and options of a file as one text. */
function headOf({ name, package: packageName, syntax, options }: SchemaPool["files"][number]): string {
  const file = fromBinary(FileDescriptorProtoSchema, new Uint8Array(0));
  return JSON.stringify(
    toJson(FileDescriptorProtoSchema, Object.assign(file, { name, package: packageName, syntax, options })),
  );
}
