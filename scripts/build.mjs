/**
 * Builds everything into dist/: `node scripts/build.mjs [--if-stale]`. With --if-stale only the parts whose sources
 * changed are built.
 */
import { inFolder } from "./build/folders.mjs";
import { isStale, touch } from "./build/stale.mjs";

const SHARED = ["package-lock.json", "scripts/build", "scripts/build.mjs"];

const PARTS = [
  {
    name: "electron",
    sources: ["electron", "core", "proto-samples"],
    build: async () => (await import("./build/electron.mjs")).buildElectron(),
  },
  {
    name: "cli",
    sources: ["cli", "core", "proto-samples", "scripts/build-cli.mjs"],
    build: async () => (await import("./build-cli.mjs")).buildCli(),
  },
  {
    name: "proto-samples",
    sources: ["proto-samples/protos", "core/schema/include"],
    build: async () => (await import("./build/samples.mjs")).buildSamples(),
  },
  {
    name: "include",
    sources: ["core/schema/include"],
    build: async () => (await import("./build/files.mjs")).copyFiles("core/schema/include", "dist/include"),
  },
  {
    name: "renderer",
    sources: ["renderer", "core/contract", "core/error.ts", "core/finding.ts"],
    build: async () => (await import("vite")).build({ configFile: inFolder("renderer/vite.config.ts") }),
  },
];

/** Builds the parts that need it, and tells how long each took. */
async function buildParts(onlyStale) {
  for (const { name, sources, build } of PARTS) {
    const stamp = inFolder(`dist/.built/${name}`);
    const all = [...sources, ...SHARED].map(inFolder);
    if (onlyStale && !isStale(stamp, all)) continue;
    const startedAt = Date.now();
    await build();
    await touch(stamp, startedAt);
    console.log(`built ${name} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  }
}

try {
  await buildParts(process.argv.includes("--if-stale"));
} catch (error) {
  // esbuild and Vite have printed the place already; a stack of the builder itself helps nobody.
  console.error(`The build failed: ${error.message.split("\n")[0]}`);
  process.exitCode = 1;
}
