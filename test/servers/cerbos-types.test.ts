/** Every message type of Cerbos, as it reflects itself, there and back; `buf convert` reads our bytes as we read its. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { encodeJson, renderJson } from "../../core/codec/index.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { generate, seeded } from "../codec/differential/generate.ts";
import { assemble, convert } from "../codec/differential/referee.ts";
import { cerbosMissing, cerbosProgram } from "./support/cerbos.ts";
import { describeWith } from "./support/programs.ts";
import { started } from "./support/terminal.ts";

describeWith("the message types of Cerbos", cerbosProgram, cerbosMissing, (program) => {
  const cerbos = started(program);

  it("are the same to buf as to us, from our bytes and from our JSON", { timeout: 60_000 }, async () => {
    const cwd = mkdtempSync(join(tmpdir(), "byteglass-cerbos-types-"));
    const exported = await runByteglass(["export", cerbos().grpc, "--out", "set.binpb"], { cwd });
    expect([exported.exit, exported.stderr]).toEqual([0, ""]);
    const assembly = assemble(fromBinary(FileDescriptorSetSchema, readFileSync(join(cwd, "set.binpb"))).file);
    rmSync(cwd, { recursive: true });
    const { all, registry, types } = assembly;
    expect(types.length).toBeGreaterThan(500);
    const json = `{${types.map((type, index) => `"m${index}":${generate(type, seeded(index))}`).join(",")}}`;
    const encoded = encodeJson(all, json, { registry });
    if (!encoded.ok) throw new Error(encoded.findings.map(({ message }) => message).join("\n"));
    expect(renderJson(all, encoded.value.bytes, { registry, indent: 0 }).text).toBe(json);
    const theirs = convert(assembly, encoded.value.bytes, "json");
    expect(JSON.parse(new TextDecoder().decode(theirs))).toEqual(JSON.parse(json));
    const bytes = convert(assembly, new TextEncoder().encode(json), "binpb");
    expect(renderJson(all, bytes, { registry, indent: 0 }).text).toBe(json);
  });
});
