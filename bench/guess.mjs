/** How often the guess is right, on real descriptors and real names: bundles `bench/guess/` and runs it. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const folder = await bundle("guess", ["main", "cerbos"]);
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
compile(set, [protos], ["--include_source_info", ...files]);

const clarifai = path.join(root, "node_modules", "clarifai-nodejs-grpc");
const clarifaiFiles = protosIn(path.join(clarifai, "proto", "clarifai", "api")).filter(
  (file) => !file.endsWith("_processed.proto"),
);
const clarifaiSet = path.join(folder, "clarifai.binpb");
compile(
  clarifaiSet,
  [clarifai, protos],
  clarifaiFiles.map((file) => path.relative(clarifai, file)),
);

const etcd = path.join(root, "test", "servers", "etcd");
const etcdSet = path.join(folder, "etcd.binpb");
const etcdFiles = readdirSync(etcd, { recursive: true }).filter((file) => file.endsWith(".proto"));
compile(etcdSet, [etcd, protos], etcdFiles);

const apis = [`Clarifai=${clarifaiSet}`, `etcd=${etcdSet}`];
const cerbosSet = path.join(folder, "cerbos.binpb");
const reflected = spawnSync(process.execPath, [path.join(folder, "cerbos.mjs"), cerbosSet], {
  stdio: "inherit",
});
if (reflected.status === 0) apis.push(`Cerbos=${cerbosSet}`);
else console.log("Cerbos is left out: name its program in BYTEGLASS_CERBOS.");

const words = [program, set, path.join(root, "node_modules"), ...apis];
process.exitCode = spawnSync(process.execPath, words, { stdio: "inherit" }).status ?? 1;

function compile(out, roots, words) {
  const imports = roots.map((each) => `-I${each}`);
  execFileSync(process.execPath, [protoc, ...imports, "--include_imports", "-o", out, ...words]);
}

function protosIn(folder) {
  return readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && file.endsWith(".proto"));
}
