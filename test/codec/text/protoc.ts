import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { protocBinary } from "../../../core/schema/proto-files/protoc-binary.ts";
import { descriptorSet } from "../schemas.ts";

/** What protoc made of a message, undefined where it refused it. */
export type Protoc = (
  typeName: string,
  option: "encode" | "decode",
  input: string | Uint8Array,
) => Buffer | undefined;

/** protoc over the schema of these tests, for as long as they run. */
export function openProtoc(): Protoc {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "byteglass-text-"));
    writeFileSync(path.join(folder, "set.binpb"), descriptorSet);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return (typeName, option, input) => {
    const set = `--descriptor_set_in=${path.join(folder, "set.binpb")}`;
    const words = [set, `--${option}=${typeName}`, fileOf(typeName)];
    const { status, stdout } = spawnSync(protocBinary(undefined), words, { input });
    return status === 0 ? stdout : undefined;
  };
}

function fileOf(typeName: string): string {
  if (typeName.startsWith("t23.")) return "e23.proto";
  return typeName.startsWith("t2.") ? "p2.proto" : "p3.proto";
}
