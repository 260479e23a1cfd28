/** Schemas of other people's APIs, as descriptors. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";

const home = (name: string): string => path.resolve(import.meta.dirname, "../../../node_modules", name);

/** Clarifai's public API: an ML platform with http rules, custom options and all kinds of streams. */
export function clarifai(): readonly FileDescriptorProto[] {
  const root = home("clarifai-nodejs-grpc");
  const files = protoFiles(path.join(root, "proto")).filter((file) => !file.endsWith("_processed.proto"));
  return compile(
    [root, home("google-proto-files")],
    files.map((file) => `proto/${file}`),
  );
}

/** The part of Google's public APIs below the folders named; every file of the package without any. */
export function googleapis(folders: readonly string[]): readonly FileDescriptorProto[] {
  const root = home("google-proto-files");
  const all = protoFiles(path.join(root, "google"));
  const files = all
    .map((file) => `google/${file}`)
    .filter((file) => !file.startsWith("google/protobuf/"))
    .filter((file) => folders.length === 0 || folders.some((folder) => file.startsWith(folder)));
  return compile([path.join(home("protoc"), "include"), root], files);
}

/** etcd's API, with gogoproto options. */
export function etcd(): readonly FileDescriptorProto[] {
  const root = path.resolve(import.meta.dirname, "../../servers/etcd");
  return compile([root, home("google-proto-files")], protoFiles(root));
}

function protoFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".proto"));
}

function compile(roots: readonly string[], files: readonly string[]): readonly FileDescriptorProto[] {
  const folder = mkdtempSync(path.join(tmpdir(), "byteglass-schema-"));
  const out = path.join(folder, "set.binpb");
  try {
    const words = [...roots.map((root) => `-I${root}`), "--include_imports", "-o", out, ...files];
    execFileSync(process.execPath, [path.join(home("protoc"), "protoc.cjs"), ...words], { stdio: "pipe" });
    return fromBinary(FileDescriptorSetSchema, readFileSync(out)).file;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
