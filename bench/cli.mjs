/**
 * How long one command takes from its start to its end, as a ratio to `buf curl` on the same server: listing all
 * methods, and one unary call, both by reflection. The runs of all candidates are interleaved, so that a busy moment
 * meets them all; the medians are compared. `node -e 0` is the floor below which no program on Node can be.
 */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findBuf } from "./find-buf.mjs";
import { median } from "./median.mjs";

const RUNS = 21;
const AIM = 1.0;
const launcher = fileURLToPath(new URL("../dist/cli/byteglass.cjs", import.meta.url));
const method = "samples.vision.v1.VisionService/Predict";
const body = '{"modelId":"general-v2","inputs":[{"image":{"url":"https://example.test/cat.jpg"}}]}';

function candidates(grpc, cache) {
  const node = (words, env = {}) => ({ file: process.execPath, words, env: { ...process.env, ...env } });
  const byteglass = (words) => node([launcher, ...words], { BYTEGLASS_CACHE: cache });
  const uncached = (words) => node([launcher, ...words], { BYTEGLASS_CACHE: "" });
  const curl = (words) => ({
    file: findBuf(),
    words: ["curl", "--protocol", "grpc", "--http2-prior-knowledge", ...words],
    env: process.env,
  });
  const list = ["list", grpc];
  const call = ["call", grpc, method, "-d", body];
  return {
    list: [
      { name: "buf curl --list-methods", ...curl(["--list-methods", `http://${grpc}`]) },
      { name: "byteglass list", ...byteglass(list) },
      { name: "byteglass list, no code cache", ...uncached(list) },
      { name: "node -e 0", ...node(["-e", "0"]) },
    ],
    call: [
      { name: "buf curl", ...curl(["-d", body, `http://${grpc}/${method}`]) },
      { name: "byteglass call", ...byteglass(call) },
      { name: "byteglass call, no code cache", ...uncached(call) },
      { name: "node -e 0", ...node(["-e", "0"]) },
    ],
  };
}

/** Wall time of one run in ms. */
function timeOnce({ name, file, words, env }) {
  const startedAt = process.hrtime.bigint();
  const { status, stderr } = spawnSync(file, words, { env, encoding: "utf8" });
  const duration = Number(process.hrtime.bigint() - startedAt) / 1e6;
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
  return duration;
}

function compare(title, programs) {
  for (const program of programs) timeOnce(program);
  const times = programs.map(() => []);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [index, program] of programs.entries()) times[index].push(timeOnce(program));
  }
  const [reference] = times.map(median);
  console.log(`${title}, medians of ${RUNS} interleaved runs`);
  for (const [index, { name }] of programs.entries()) {
    const middle = median(times[index]);
    const fastest = Math.min(...times[index]);
    const ratio = (middle / reference).toFixed(2);
    console.log(
      `  ${name.padEnd(32)} ${middle.toFixed(0).padStart(4)} ms (fastest ${fastest.toFixed(0)}), ${ratio} × buf`,
    );
  }
  return median(times[1]) / reference;
}

/** The sample servers in a process of their own, as a server would be. */
async function withSample(use) {
  const sample = spawn(process.execPath, [launcher, "sample", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const line = await new Promise((resolve, reject) => {
      let text = "";
      sample.once("exit", () => reject(new Error("The sample server ended before it was ready.")));
      sample.stdout.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
        if (text.endsWith("\n")) resolve(text);
      });
    });
    return use(JSON.parse(line).grpc);
  } finally {
    sample.kill("SIGINT");
    await new Promise((resolve) => sample.once("close", resolve));
  }
}

async function main() {
  const cache = mkdtempSync(join(tmpdir(), "byteglass-bench-cache-"));
  try {
    await withSample((grpc) => {
      const { list, call } = candidates(grpc, cache);
      const ratios = [
        compare("List all methods by reflection", list),
        compare("One unary call by reflection", call),
      ];
      const [listed, called] = ratios.map((ratio) => ratio.toFixed(2));
      console.log(
        `cold list ${listed} × buf curl, cold call ${called} × buf curl; aim: at most ${AIM.toFixed(1)} ×`,
      );
    });
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

await main();
