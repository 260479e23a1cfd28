import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const installed = (name) => path.join(root, "node_modules", name);

/** The folders that the files import from: protoc's own google/protobuf goes before the package's. */
export const importRoots = [path.join(installed("protoc"), "include"), installed("google-proto-files")];

/** Every file of `google-proto-files` by its import path, but for google/protobuf, which has test files that do not compile. */
export function googleapisFiles() {
  const all = readdirSync(path.join(installed("google-proto-files"), "google"), {
    recursive: true,
    encoding: "utf8",
  });
  return all
    .filter((file) => file.endsWith(".proto"))
    .map((file) => `google/${file.replaceAll("\\", "/")}`)
    .filter((file) => !file.startsWith("google/protobuf/"))
    .sort();
}

/** All of Google's public APIs as a descriptor set, as a server would have them: without comments. Compiled once. */
export function googleapisSet() {
  const out = path.join(root, ".runtime", "bench-reflection", "googleapis.binpb");
  if (existsSync(out)) return out;
  mkdirSync(path.dirname(out), { recursive: true });
  const words = [...importRoots.map((folder) => `-I${folder}`), "--include_imports", "-o", `${out}.part`];
  const protoc = path.join(installed("protoc"), "protoc.cjs");
  execFileSync(process.execPath, [protoc, ...words, ...googleapisFiles()], { stdio: "inherit" });
  renameSync(`${out}.part`, out);
  return out;
}
