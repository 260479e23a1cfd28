/**
 * The end-to-end stage: Playwright on the real Electron, under a screen of its own where there is none. Then it runs as
 * two halves at the same time, each with a screen and so a clipboard to itself: an app mostly waits.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { inFolder } from "../build/folders.mjs";
import { bringElectron } from "../electron-runtime/bring.mjs";
import { findDisplay } from "../start/display.mjs";
import { explainLibraries, missingLibraries } from "../start/libraries.mjs";
import { countPlaywright } from "./counts.mjs";
import { failedInPlaywright } from "./failures.mjs";
import { sum } from "./report.mjs";
import { runTool } from "./run.mjs";

const SCREEN = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1600x1000x24"];

/** Each looks for a free screen from a number of its own, so that the two do not take the same one. */
const HALVES = [
  { shard: "1/2", first: ["--server-num=99"] },
  { shard: "2/2", first: ["--server-num=199"] },
];

/** Runs the end-to-end tests. Where Electron or a screen cannot be had they are skipped with a sentence; in CI they fail. */
export async function testApp() {
  const prepared = await prepare();
  if (prepared.obstacle !== undefined) return skip(prepared.obstacle);
  const { through, environment } = prepared;
  if (through.length === 0) return testPart("1/1", [], environment);
  const parts = await Promise.all(
    HALVES.map(({ shard, first }) => testPart(shard, [...through, ...first], environment)),
  );
  return { ...sum(parts.map((counts) => ({ counts }))), failures: parts.flatMap(({ failures }) => failures) };
}

async function testPart(shard, through, environment) {
  const name = `e2e-${shard[0]}`;
  const report = inFolder(`test-results/${name}.json`);
  rmSync(report, { force: true });
  const words = ["test", `--shard=${shard}`, `--output=${inFolder(`test-results/${name}`)}`];
  const { ok } = await runTool(["@playwright/test", "playwright"], words, {
    through,
    environment: { ...environment, BYTEGLASS_E2E_REPORT: report },
  });
  return { ...countPlaywright(ok, report), failures: failedInPlaywright(report) };
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
