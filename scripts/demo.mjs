/** `npm run demo`: builds what is out of date and does the main job in the terminal. */
import { spawn } from "node:child_process";
import { copyFiles } from "./build/files.mjs";
import { inFolder } from "./build/folders.mjs";
import { buildSamples } from "./build/samples.mjs";
import { isStale, touch } from "./build/stale.mjs";
import { buildCli } from "./build-cli.mjs";

/** The terminal needs no window: only its own parts are built, by the same stamps as `npm run build`. */
const PARTS = [
  { name: "cli", sources: ["cli", "core", "proto-samples", "scripts/build-cli.mjs"], build: buildCli },
  { name: "proto-samples", sources: ["proto-samples/protos", "core/schema/include"], build: buildSamples },
  {
    name: "include",
    sources: ["core/schema/include"],
    build: () => copyFiles("core/schema/include", "dist/include"),
  },
];

async function buildParts() {
  for (const { name, sources, build } of PARTS) {
    const stamp = inFolder(`dist/.built/${name}`);
    if (!isStale(stamp, sources.map(inFolder))) continue;
    const startedAt = Date.now();
    await build();
    await touch(stamp, startedAt);
  }
}

try {
  await buildParts();
  const words = [inFolder("dist/cli/byteglass.cjs"), "demo", ...process.argv.slice(2)];
  spawn(process.execPath, words, { stdio: "inherit" }).once("close", (code) => {
    process.exitCode = code ?? 1;
  });
} catch (error) {
  console.error(`The demo could not be built: ${error.message}`);
  process.exitCode = 1;
}
