/** The index of the names of Google's public APIs (about 5,500 files): bundles `bench/names/` and runs it. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { bundle } from "./bundle.mjs";
import { googleapisTree } from "./compile/trees.mjs";
import { findProtoc } from "./find-protoc.mjs";

const folder = await bundle("names");
const set = path.join(folder, "googleapis.binpb");
if (!existsSync(set)) {
  const tree = googleapisTree();
  execFileSync(findProtoc(), [`-I${tree.folder}`, "--include_imports", "-o", set, ...tree.files], {
    cwd: tree.folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
}
process.exitCode =
  spawnSync(process.execPath, [path.join(folder, "main.mjs"), set], { stdio: "inherit" }).status ?? 1;
