/** The end-to-end stage: Playwright on the real Electron, under a screen of its own where there is none. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { inFolder } from "../build/folders.mjs";
import { bringElectron } from "../electron-runtime/bring.mjs";
import { findDisplay } from "../start/display.mjs";
import { explainLibraries, missingLibraries } from "../start/libraries.mjs";
import { countPlaywright } from "./counts.mjs";
import { runTool } from "./run.mjs";

const SCREEN = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24"];

/** Runs the end-to-end tests. Where Electron or a screen cannot be had they are skipped with a sentence; in CI they fail. */
export async function testApp() {
  const prepared = await prepare();
  if (prepared.obstacle !== undefined) return skip(prepared.obstacle);
  const report = inFolder("test-results/e2e.json");
  rmSync(report, { force: true });
  const { ok } = await runTool(["@playwright/test", "playwright"], ["test"], prepared);
  return countPlaywright(ok, report);
}

async function prepare() {
  const through = findDisplay() === undefined ? SCREEN : [];
  if (through.length > 0 && !isInstalled("xvfb-run")) {
    return { obstacle: "There is no display and no Xvfb. Run: apt-get install -y xvfb" };
  }
  try {
    const { executable, dist } = await bringElectron((sentence) => console.log(sentence));
    const libraries = missingLibraries(executable);
    if (libraries.length > 0) return { obstacle: explainLibraries(libraries) };
    return { through, environment: { ELECTRON_OVERRIDE_DIST_PATH: dist } };
  } catch (error) {
    return { obstacle: error.message };
  }
}

function skip(reason) {
  const inCi = process.env.CI === "true";
  console.log(`End-to-end tests ${inCi ? "cannot run" : "skipped"}: ${reason}`);
  return { passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1 };
}

function isInstalled(command) {
  return spawnSync(command, ["--help"], { stdio: "ignore" }).error === undefined;
}
