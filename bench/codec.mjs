/** The codec against protobuf-es and protobufjs: bundles `bench/codec/` and runs it. Data sets can be named. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, ".runtime", "bench-codec");
const program = path.join(folder, "main.mjs");
const descriptors = path.join(folder, "schema.binpb");

mkdirSync(folder, { recursive: true });
await bundle("data-sets.ts", "data-sets.mjs");
await bundle("main.ts", "main.mjs");
const { SCHEMA } = await import(path.join(folder, "data-sets.mjs"));
writeFileSync(path.join(folder, "bench.proto"), SCHEMA);
const protoc = path.join(root, "node_modules", "protoc", "protoc.cjs");
execFileSync(process.execPath, [protoc, `-I${folder}`, "-o", descriptors, "bench.proto"]);
const node = ["--expose-gc", "--max-old-space-size=6000", program, descriptors, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, node, { stdio: "inherit" }).status ?? 1;

function bundle(entry, output) {
  return build({
    entryPoints: [path.join(root, "bench", "codec", entry)],
    outfile: path.join(folder, output),
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
}
