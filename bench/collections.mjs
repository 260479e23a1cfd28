/** Collections, history and runs: bundles `bench/collections/` and runs it. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, ".runtime", "bench-collections");
const program = path.join(folder, "main.mjs");

mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [path.join(root, "bench", "collections", "main.ts")],
  outfile: program,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  logLevel: "error",
});
process.exitCode =
  spawnSync(process.execPath, [program, path.join(root, "dist", "cli", "byteglass.cjs")], {
    stdio: "inherit",
  }).status ?? 1;
