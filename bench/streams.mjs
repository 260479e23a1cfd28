/** Streams through the engine and its recording against bare grpc-js: bundles `bench/streams/` and runs it. */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const folder = await bundle("streams", ["main", "server"]);
const descriptors = path.join(folder, "schema.binpb");

const SCHEMA = `syntax = "proto3";
package bench;
message Ask { uint32 count = 1; }
message Tick { uint64 number = 1; bytes padding = 2; }
service Ticker { rpc Watch(Ask) returns (stream Tick); }
`;

writeFileSync(path.join(folder, "bench.proto"), SCHEMA);
const protoc = path.join(root, "node_modules", "protoc", "protoc.cjs");
execFileSync(process.execPath, [protoc, `-I${folder}`, "-o", descriptors, "bench.proto"]);
const program = path.join(folder, "main.mjs");
process.exitCode =
  spawnSync(process.execPath, [program, descriptors, ...process.argv.slice(2)], { stdio: "inherit" })
    .status ?? 1;
