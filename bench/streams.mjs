/** Streams through the engine and its recording against bare grpc-js: bundles `bench/streams/` and runs it. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, ".runtime", "bench-streams");
const descriptors = path.join(folder, "schema.binpb");

const SCHEMA = `syntax = "proto3";
package bench;
message Ask { uint32 count = 1; }
message Tick { uint64 number = 1; bytes padding = 2; }
service Ticker { rpc Watch(Ask) returns (stream Tick); }
`;

mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, "bench.proto"), SCHEMA);
const protoc = path.join(root, "node_modules", "protoc", "protoc.cjs");
execFileSync(process.execPath, [protoc, `-I${folder}`, "-o", descriptors, "bench.proto"]);
await build({
  entryPoints: [path.join(root, "bench/streams/main.ts"), path.join(root, "bench/streams/server.ts")],
  outdir: folder,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "error",
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});
const program = path.join(folder, "main.mjs");
process.exitCode =
  spawnSync(process.execPath, [program, descriptors, ...process.argv.slice(2)], { stdio: "inherit" })
    .status ?? 1;
