/**
 * Bundles the main process and the preload script into one CommonJS file each, and the engine's process into ES modules:
 * a small one that it starts with, and one for each part that only some requests need.
 */
import { rm } from "node:fs/promises";
import { build } from "esbuild";
import { inFolder } from "./folders.mjs";

const OUTPUT = inFolder("dist/electron");

const COMMON = {
  outdir: OUTPUT,
  bundle: true,
  platform: "node",
  // Node's version in the oldest Electron the app runs on.
  target: "node20.18",
  external: ["electron"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  logLevel: "warning",
};

/** What CommonJS packages expect to find in a module. */
const REQUIRE = `import{createRequire}from"node:module";const require=createRequire(import.meta.url);`;

/** Builds dist/electron. */
export async function buildElectron() {
  await rm(OUTPUT, { recursive: true, force: true });
  await Promise.all([buildShell(), buildEngine()]);
}

function buildShell() {
  return build({
    ...COMMON,
    entryPoints: { main: inFolder("electron/main.ts"), preload: inFolder("electron/preload.ts") },
    format: "cjs",
    outExtension: { ".js": ".cjs" },
  });
}

function buildEngine() {
  return build({
    ...COMMON,
    entryPoints: { engine: inFolder("electron/engine.ts") },
    format: "esm",
    outExtension: { ".js": ".mjs" },
    splitting: true,
    chunkNames: "engine-[name]-[hash]",
    banner: { js: REQUIRE },
  });
}
