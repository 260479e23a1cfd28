/**
 * The window under a stream of a million messages: its longest frame and longest task, how soon Cancel answers, and the
 * memory of the engine, in the real app against a server in a process of its own. Needs a display (or xvfb-run).
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import path from "node:path";
import { bringElectron } from "../scripts/electron-runtime/bring.mjs";
import { startElectron } from "../scripts/electron-runtime/start.mjs";
import { bundle, root } from "./bundle.mjs";

const MANY = Number(process.env.BYTEGLASS_MESSAGES ?? 1_000_000);
const ROUNDS = 5;
/** ms that the window is watched at rest. */
const IDLE = 8000;
const SCHEMA = `syntax = "proto3";
package bench;
message Ask { uint32 count = 1; }
message Tick { uint64 number = 1; bytes padding = 2; }
service Ticker { rpc Watch(Ask) returns (stream Tick); }
`;

const folder = await bundle("streams", ["server"]);
const descriptors = path.join(folder, "schema.binpb");
writeFileSync(path.join(folder, "bench.proto"), SCHEMA);
execFileSync(process.execPath, [
  path.join(root, "node_modules", "protoc", "protoc.cjs"),
  `-I${folder}`,
  "-o",
  descriptors,
  "bench.proto",
]);
const server = spawn(process.execPath, [path.join(folder, "server.mjs")], {
  stdio: ["ignore", "pipe", "inherit"],
});
// Elsewhere it would take no time from the window: here it has what the app leaves over.
setPriority(server.pid, constants.priority.PRIORITY_LOW);
const [line] = await once(server.stdout, "data");
const userData = mkdtempSync(path.join(tmpdir(), "byteglass-bench-"));
keepSession(`127.0.0.1:${String(line).trim()}`);

const { executable, version } = await bringElectron((sentence) => console.error(sentence));
const app = await startElectron({
  executablePath: executable,
  args: [root, `--user-data-dir=${userData}`, "--disable-gpu"],
  chromiumSandbox: false,
});
try {
  const page = await app.firstWindow();
  await page.getByText(/^1 service/).waitFor();
  await page.evaluate(watchFrames);
  console.log(
    `The window under ${MANY.toLocaleString("en")} messages of 100 B in one stream, Electron ${version}`,
  );
  await idle(page);
  await wholeStream(page);
  await cancels(page);
} finally {
  await app.close();
  server.kill();
  rmSync(userData, { recursive: true, force: true });
}

/** A window that is opened with the request in front, its timeline beside it. */
function keepSession(target) {
  const plain = { target: "", security: { mode: "auto" } };
  const servers = Object.fromEntries(
    ["grpc-web", "connect", "http-json", "http-protobuf"].map((slot) => [slot, plain]),
  );
  const tab = {
    kind: "request",
    id: "bench",
    connectionId: "files",
    channel: "grpc",
    servers: { ...servers, grpc: { target, security: { mode: "auto" } } },
    method: "bench.Ticker/Watch",
    methodKind: "server-stream",
    binding: -1,
    messages: [`{"count": ${MANY}}`],
    messageIndex: 0,
    metadata: [],
    deadline: "",
    requestPane: "message",
    messageView: "json",
    answerPane: "timeline",
    inspectorSide: "answer",
  };
  const session = {
    version: 1,
    activeId: "bench",
    tabs: [tab],
    connections: [
      { id: "files", sample: false, sources: [{ kind: "descriptor-set", file: descriptors, watch: false }] },
    ],
    lastId: "files",
    layout: {},
  };
  const directory = path.join(userData, "state");
  mkdirSync(directory, { recursive: true });
  writeFileSync(path.join(directory, "drafts.state"), JSON.stringify(session));
}

/** What the machine alone does to a window at rest: the measure of the others. */
async function idle(page) {
  await page.evaluate(() => window.benchReset());
  await new Promise((resolve) => setTimeout(resolve, IDLE));
  report("at rest", await page.evaluate(() => window.benchRead()));
}

async function wholeStream(page) {
  const sampling = sampleMemory();
  await page.evaluate(() => window.benchReset());
  const startedAt = performance.now();
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.locator("[data-testid=answer-status]").waitFor({ timeout: 600_000 });
  const time = (performance.now() - startedAt) / 1000;
  const memory = await sampling();
  const seen = await page.evaluate(() => window.benchRead());
  console.log(`  until the end          ${time.toFixed(1)} s`);
  report("while it streams", seen);
  console.log(
    `  memory of the engine   ${memory.engine} MB at most (aim ≤ 300), of the window ${memory.window} MB`,
  );
}

async function cancels(page) {
  const times = [];
  await page.evaluate(() => window.benchReset());
  for (let round = 0; round < ROUNDS; round++) {
    await page.keyboard.press("ControlOrMeta+Enter");
    await page
      .locator(".stream-counts")
      .filter({ hasText: /← \d{2,3},\d{3} received/ })
      .waitFor();
    await page.evaluate(() => window.benchCancel());
    await page.keyboard.press("Escape");
    times.push(await page.evaluate(() => window.benchCancelled));
  }
  report("before and after Cancel", await page.evaluate(() => window.benchRead()));
  const shown = times.map((time) => time.toFixed(0)).join(", ");
  console.log(`  Escape to CANCELLED    ${shown} ms (aim ≤ 100)`);
}

function report(when, { frame, task, tasks, frames }) {
  console.log(
    `  ${when.padEnd(24)} longest frame ${frame.toFixed(0)} ms of ${frames}, longest task ${task.toFixed(0)} ms, ${tasks} over 50 ms (aim: none)`,
  );
}

/** Answers with a function that ends the sampling and tells the peaks in MB. */
function sampleMemory() {
  const peak = { engine: 0, window: 0 };
  const look = async () => {
    const all = await app.evaluate(({ app: electron }) =>
      electron.getAppMetrics().map(({ type, memory }) => [type, memory.workingSetSize]),
    );
    for (const [type, size] of all) {
      const megabytes = Math.round(size / 1000);
      if (type === "Utility") peak.engine = Math.max(peak.engine, megabytes);
      if (type === "Tab") peak.window = Math.max(peak.window, megabytes);
    }
  };
  const timer = setInterval(() => void look().catch(() => undefined), 100);
  return async () => {
    clearInterval(timer);
    await look();
    return peak;
  };
}

/** Runs in the page: gaps between frames, long tasks, and the time from Escape to the word. */
function watchFrames() {
  let seen = { frame: 0, frames: 0, task: 0, tasks: 0 };
  let before = performance.now();
  const tick = (now) => {
    seen.frame = Math.max(seen.frame, now - before);
    seen.frames++;
    before = now;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      seen.task = Math.max(seen.task, duration);
      seen.tasks++;
    }
  }).observe({ type: "longtask" });
  window.benchReset = () => {
    seen = { frame: 0, frames: 0, task: 0, tasks: 0 };
    before = performance.now();
  };
  window.benchRead = () => seen;
  window.benchCancel = () => {
    window.benchCancelled = new Promise((resolve) => {
      window.addEventListener(
        "keydown",
        () => {
          const pressedAt = performance.now();
          const watch = setInterval(() => {
            const words = document.querySelector("[data-testid=answer-status]")?.textContent ?? "";
            if (!words.startsWith("CANCELLED")) return;
            clearInterval(watch);
            resolve(performance.now() - pressedAt);
          }, 1);
        },
        { once: true, capture: true },
      );
    });
  };
}
