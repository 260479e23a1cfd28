/** Copies the files that are read while the app runs: bundled imports for protoc, and the samples' .proto files. */
import { cp, mkdir, rm } from "node:fs/promises";
import { inFolder } from "./folders.mjs";

/** Copies `from` to `to`; with an extension, only files that end in it. */
export async function copyFiles(from, to, extension = "") {
  const target = inFolder(to);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await cp(inFolder(from), target, {
    recursive: true,
    filter: (path) => !/\.\w+$/.test(path) || path.endsWith(extension),
  });
}
