import { createRequire } from "node:module";

/** The buf binary itself: the package's own launcher would add a start of Node. */
export function findBuf() {
  const { resolve } = createRequire(import.meta.url);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return resolve(`@bufbuild/buf-${process.platform}-${process.arch}/bin/buf${suffix}`);
}
