/** Bundles the main process, the preload script and the engine's process: one CommonJS file each. */
import { build } from "esbuild";
import { inFolder } from "./folders.mjs";

/** Node's version in the oldest Electron the app runs on. */
const TARGET = "node20.18";

/** Builds dist/electron. */
export async function buildElectron() {
  await build({
    entryPoints: {
      main: inFolder("electron/main.ts"),
      preload: inFolder("electron/preload.ts"),
      engine: inFolder("electron/engine.ts"),
    },
    outdir: inFolder("dist/electron"),
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: TARGET,
    external: ["electron"],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
    // A bundle asks for its folder by __dirname; nothing is left that reads import.meta.
    logOverride: { "empty-import-meta": "silent" },
  });
}
