/** The codec against protobuf-es and protobufjs: bundles `bench/codec/` and runs it. Data sets can be named. */
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const folder = await bundle("codec", ["data-sets", "main"]);
const program = path.join(folder, "main.mjs");
const descriptors = path.join(folder, "schema.binpb");
const { SCHEMA } = await import(path.join(folder, "data-sets.mjs"));
writeFileSync(path.join(folder, "bench.proto"), SCHEMA);
const protoc = path.join(root, "node_modules", "protoc", "protoc.cjs");
execFileSync(process.execPath, [protoc, `-I${folder}`, "-o", descriptors, "bench.proto"]);
const node = ["--expose-gc", "--max-old-space-size=6000", program, descriptors, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, node, { stdio: "inherit" }).status ?? 1;
