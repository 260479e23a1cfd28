/** The inspector against protobufjs and protoc: bundles `bench/wire/` and runs it. */
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, ".runtime", "bench-wire");
const program = path.join(folder, "main.mjs");

mkdirSync(folder, { recursive: true });
await build({
  entryPoints: [path.join(root, "bench", "wire", "main.ts")],
  outfile: program,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  logLevel: "warning",
  banner: {
    js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
  },
});
const node = ["--expose-gc", "--max-old-space-size=6000", program, root, ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, node, { stdio: "inherit" }).status ?? 1;
