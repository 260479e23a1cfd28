/** How often the guess is right, on real descriptors and real names: bundles `bench/guess/` and runs it. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const folder = await bundle("guess");
const program = path.join(folder, "main.mjs");
const protoc = path.join(root, "node_modules", "protoc", "protoc.cjs");
const protos = path.join(root, "node_modules", "google-proto-files");
const set = path.join(folder, "google.binpb");
const files = [
  "google/api",
  "google/iam/v1",
  "google/longrunning",
  "google/pubsub/v1",
  "google/spanner/v1",
  "google/logging/v2",
]
  .flatMap((part) => protosIn(path.join(protos, part)))
  .map((file) => path.relative(protos, file));
execFileSync(process.execPath, [
  protoc,
  `-I${protos}`,
  "--include_imports",
  "--include_source_info",
  "-o",
  set,
  ...files,
]);
const words = [program, set, path.join(root, "node_modules")];
process.exitCode = spawnSync(process.execPath, words, { stdio: "inherit" }).status ?? 1;

function protosIn(folder) {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && file.endsWith(".proto"));
}
