/** Collections, history and runs: bundles `bench/collections/` and runs it. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { bundle, root } from "./bundle.mjs";

const program = path.join(await bundle("collections"), "main.mjs");
process.exitCode =
  spawnSync(process.execPath, [program, path.join(root, "dist", "cli", "byteglass.cjs")], {
    stdio: "inherit",
  }).status ?? 1;
