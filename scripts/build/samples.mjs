/** Compiles the samples' .proto files, so that neither a bundle nor a release has to when the sample server starts. */
import { execFile } from "node:child_process";
import { mkdir, readdir, rename } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { copyFiles } from "./files.mjs";
import { inFolder } from "./folders.mjs";

const PROTOS = inFolder("proto-samples/protos");

/** Builds dist/proto-samples: the sources, and one descriptor set with imports and comments. */
export async function buildSamples() {
  await copyFiles("proto-samples/protos", "dist/proto-samples/protos", ".proto");
  const protoc = createRequire(import.meta.url).resolve("protoc/package.json");
  const files = (await readdir(PROTOS, { recursive: true })).filter((name) => name.endsWith(".proto"));
  const target = inFolder("dist/proto-samples/samples.binpb");
  await mkdir(dirname(target), { recursive: true });
  await promisify(execFile)(process.execPath, [
    join(dirname(protoc), "protoc.cjs"),
    `--proto_path=${PROTOS}`,
    `--proto_path=${inFolder("core/schema/include")}`,
    `--descriptor_set_out=${target}.part`,
    "--include_imports",
    "--include_source_info",
    ...files.sort(),
  ]);
  await rename(`${target}.part`, target);
}
