/**
 * How long the app takes from its start until its editor is ready, as a ratio to an empty window of the same Electron
 * on the same machine. Runs are interleaved, so that a busy moment meets both; the medians are compared.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { bringElectron } from "../scripts/electron-runtime/bring.mjs";
import { median } from "./median.mjs";

const RUNS = 9;
const AIM = 1.6;
/** Connecting to a page that still loads can hang: by then every page has long settled. */
const SETTLED_AFTER = 3500;

const inFolder = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const CANDIDATES = [
  {
    name: "empty window",
    app: inFolder("bench/empty-window"),
    mark: "first-contentful-paint",
    prepare: async () => undefined,
  },
  { name: "Byteglass", app: inFolder("."), mark: "byteglass:editor-ready", prepare: openRequest },
];

/** Leaves a request open, as an app in use does: the next start brings it back, with its editor. */
async function openRequest(page) {
  await page.getByRole("button", { name: "New request" }).first().click();
  await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER));
}

/** Starts the candidate, lets it settle, hands its page to `use`, and ends it. */
async function withPage(executable, { app, userData }, use) {
  const switches = ["--remote-debugging-port=0", `--user-data-dir=${userData}`, "--disable-gpu"];
  if (process.getuid?.() === 0) switches.push("--no-sandbox");
  const electron = spawn(executable, [app, ...switches], { stdio: ["ignore", "ignore", "pipe"] });
  try {
    const address = await debuggerAddress(electron);
    await new Promise((resolve) => setTimeout(resolve, SETTLED_AFTER));
    const browser = await chromium.connectOverCDP(address);
    const [page] = browser.contexts().flatMap((context) => context.pages());
    return await use(page).finally(() => browser.close());
  } finally {
    electron.kill();
    await new Promise((resolve) => electron.once("close", resolve));
  }
}

/** ms from the start of the process until the mark, by the clock of the machine. */
async function timeOnce(executable, candidate) {
  const startedAt = Date.now();
  return (await withPage(executable, candidate, (page) => readMark(page, candidate.mark))) - startedAt;
}

function debuggerAddress(electron) {
  return new Promise((resolve, reject) => {
    electron.once("exit", () => reject(new Error("Electron ended before its window opened.")));
    createInterface({ input: electron.stderr }).on("line", (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line);
      if (found) resolve(found[1]);
    });
  });
}

async function readMark(page, mark) {
  const at = await page.evaluate(
    (name) => performance.timeOrigin + (performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN),
    mark,
  );
  if (Number.isNaN(at)) throw new Error(`The page at ${page.url()} never set the mark ${mark}.`);
  return at;
}

async function main() {
  const { executable, version } = await bringElectron((sentence) => console.error(sentence));
  const runs = CANDIDATES.map((candidate) => ({
    ...candidate,
    userData: mkdtempSync(join(tmpdir(), "byteglass-bench-")),
    times: [],
  }));
  try {
    for (const candidate of runs) {
      await withPage(executable, candidate, candidate.prepare);
      // Two starts fill the code cache, and are not counted.
      for (let warm = 0; warm < 2; warm++) await timeOnce(executable, candidate);
    }
    for (let run = 0; run < RUNS; run++) {
      for (const candidate of runs) candidate.times.push(await timeOnce(executable, candidate));
    }
  } finally {
    for (const { userData } of runs) rmSync(userData, { recursive: true, force: true });
  }
  console.log(`App start to editor ready, Electron ${version}, median of ${RUNS} interleaved runs, warm`);
  for (const { name, mark, times } of runs) {
    console.log(`  ${name.padEnd(14)} ${median(times).toFixed(0).padStart(5)} ms  (${mark})`);
  }
  const ratio = median(runs[1].times) / median(runs[0].times);
  console.log(`  ratio ${ratio.toFixed(2)} (aim: at most ${AIM})`);
}

await main();
