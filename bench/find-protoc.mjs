import path from "node:path";
import { fileURLToPath } from "node:url";

const executables = {
  "linux-x64": "protoc-linux-x86_64",
  "linux-arm64": "protoc-linux-aarch_64",
  "darwin-x64": "protoc-osx-x86_64",
  "darwin-arm64": "protoc-osx-aarch_64",
  "win32-x64": "protoc-win64.exe",
};

/** The compiler itself, out of the npm package `protoc`. */
export function findProtoc() {
  const name = executables[`${process.platform}-${process.arch}`];
  return fileURLToPath(new URL(path.posix.join("../node_modules/protoc/bin", name), import.meta.url));
}
