import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** Compiles the samples with the `protoc` of the package of that name, into a serialized descriptor set. */
export async function compileSamples(protoDirectory: string, root: string): Promise<Uint8Array> {
  const folder = await mkdtemp(path.join(tmpdir(), "byteglass-protos-"));
  try {
    const output = path.join(folder, "samples.binpb");
    const names = await readdir(protoDirectory, { recursive: true });
    await promisify(execFile)(process.execPath, [
      path.join(root, "node_modules/protoc/protoc.cjs"),
      `-I${protoDirectory}`,
      `-I${path.join(root, "core/schema/include")}`,
      `-I${path.join(root, "node_modules/protoc/include")}`,
      "--include_imports",
      "--include_source_info",
      `--descriptor_set_out=${output}`,
      ...names.filter((name) => name.endsWith(".proto")).map((name) => name.replaceAll("\\", "/")),
    ]);
    return await readFile(output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
