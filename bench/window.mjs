/**
 * A payload of 64 MiB in the real app: from the moment its bytes can be there (a file is opened and read) until its
 * first rows are on the screen, until all of it is read, and the longest task of the window meanwhile. `node bench/window.mjs [--profile]`; needs a display
 * (`xvfb-run -a node bench/window.mjs`).
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bringElectron } from "../scripts/electron-runtime/bring.mjs";
import { startElectron } from "../scripts/electron-runtime/start.mjs";
import { median } from "./median.mjs";

const RUNS = 3;
const MEBIBYTE = 1024 * 1024;
/** Time until the editor, which is loaded ahead of its first use, is there. */
const SETTLED_AFTER = 4000;
const PATIENCE = 120_000;

const root = fileURLToPath(new URL("..", import.meta.url));
const isProfiled = process.argv.includes("--profile");

/** Messages of six small fields, 64 MiB of them: nearly the most records that bytes can hold. */
function smallFields() {
  const item = [
    8, 5, 16, 0x80, 0xe2, 0xcf, 0xaa, 6, 24, 1, 32, 199, 1, 42, 5, 97, 108, 112, 104, 97, 53, 0, 0, 128, 63,
  ];
  const record = Buffer.from([10, item.length, ...item]);
  return Buffer.concat(Array.from({ length: Math.floor((64 * MEBIBYTE) / record.length) }, () => record));
}

/** Texts of a thousand letters. */
function texts() {
  const record = Buffer.concat([Buffer.from([10, 0xe8, 7]), Buffer.alloc(1000, "a")]);
  return Buffer.concat(Array.from({ length: Math.floor((64 * MEBIBYTE) / record.length) }, () => record));
}

/** Watches the page for the first rows, the end of the reading, and long tasks. Runs in the page. */
const WATCH = `(() => {
  const seen = { longTasks: [] };
  window.seen = seen;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.longTasks.push({ startTime, duration });
  }).observe({ type: "longtask" });
  const at = () => performance.timeOrigin + performance.now();
  const look = () => {
    const hex = document.querySelector('[role=grid][aria-label=Bytes] [data-offset="0"]');
    const tree = document.querySelector('[role=tree] [data-row="0"]');
    if (hex && seen.hex === undefined) seen.hex = at();
    if (tree && seen.tree === undefined) seen.tree = at();
    const reading = document.querySelector(".reading-bar");
    if (hex && tree && !reading) seen.whole ??= at();
    if (reading) seen.whole = undefined;
    requestAnimationFrame(look);
  };
  look();
})()`;

async function openOnce(executablePath, file) {
  const userData = await mkdtemp(join(tmpdir(), "byteglass-bench-"));
  const args = [root, `--user-data-dir=${userData}`, "--disable-gpu", "--no-sandbox"];
  const app = await startElectron({ args, executablePath, colorScheme: null });
  try {
    const page = await app.firstWindow();
    await page.getByText("engine ready").waitFor({ timeout: PATIENCE });
    await page.waitForTimeout(SETTLED_AFTER);
    await page.evaluate(WATCH);
    const profiler = isProfiled ? await app.context().newCDPSession(page) : undefined;
    await profiler?.send("Profiler.enable");
    await profiler?.send("Profiler.start");
    const start = await app.evaluate(({ BrowserWindow }, path) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send("byteglass:open-files", [path]);
      return Date.now();
    }, file);
    await untilWhole(page);
    await page.waitForTimeout(1000);
    const { hex, tree, whole, longTasks } = await page.evaluate("window.seen");
    if (profiler !== undefined) await writeProfile(await profiler.send("Profiler.stop"));
    const longest = Math.max(0, ...longTasks.map(({ duration }) => duration));
    const there = start + (await readingTime(file));
    return { hex: hex - there, tree: tree - there, whole: whole - there, longest };
  } finally {
    await app.close();
    await rm(userData, { recursive: true, force: true });
  }
}

/** How long the file alone takes to read, in ms: its bytes are there then. */
async function readingTime(file) {
  const start = performance.now();
  await readFile(file);
  return performance.now() - start;
}

/** The page's policy forbids what Playwright's own waiting does. */
async function untilWhole(page) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (await page.evaluate("window.seen.whole !== undefined")) return;
    await page.waitForTimeout(200);
  }
  throw new Error("The payload was not read in time.");
}

async function writeProfile({ profile }) {
  const file = join(root, ".runtime", "window.cpuprofile");
  await writeFile(file, JSON.stringify(profile));
  console.log(`  profile of the window: ${file}`);
}

const folder = await mkdtemp(join(tmpdir(), "byteglass-bench-"));
try {
  const { executable } = await bringElectron((sentence) => console.error(sentence));
  for (const [name, bytes] of Object.entries({
    "six small fields a message": smallFields(),
    texts: texts(),
  })) {
    const file = join(folder, "payload.bin");
    await writeFile(file, bytes);
    const runs = [];
    for (let run = 0; run < (isProfiled ? 1 : RUNS); run++) runs.push(await openOnce(executable, file));
    const of = (key) => median(runs.map((run) => run[key])).toFixed(0);
    console.log(`64 MiB, ${name}, median of ${runs.length}, from when its bytes are there:`);
    console.log(
      `  bytes on the screen ${of("hex")} ms, fields ${of("tree")} ms (aim 300), all read ${of("whole")} ms`,
    );
    console.log(`  longest task of the window ${of("longest")} ms (aim 50)`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
