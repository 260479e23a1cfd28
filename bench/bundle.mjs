import { mkdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The folder of the repository. */
export const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/**
 * Bundles files of `bench/NAME/` into programs that Node runs as they are. They lie, as `ENTRY.mjs`, in the folder that
 * it answers with, where a benchmark may keep other files too. What finds files beside itself (protoc) is left out.
 */
export async function bundle(name, entries = ["main"]) {
  const folder = path.join(root, ".runtime", `bench-${name}`);
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: entries.map((entry) => path.join(root, "bench", name, `${entry}.ts`)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    external: ["protoc"],
    logLevel: "error",
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
  return folder;
}
