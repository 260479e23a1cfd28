/** Runs programs of this repository for the test command; their output is shown as it comes. */
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ROOT } from "../build/folders.mjs";

const require = createRequire(import.meta.url);

/** The script behind a package's command. */
function scriptOf(packageName, command) {
  const description = require.resolve(`${packageName}/package.json`);
  const { bin } = require(description);
  return join(dirname(description), typeof bin === "string" ? bin : bin[command]);
}

/** Runs a package's command with this Node. Resolves to whether it succeeded, and what it printed when `keep` is set. */
export function runTool([packageName, command], words, options = {}) {
  return run(options.through ?? [], process.execPath, [scriptOf(packageName, command), ...words], options);
}

/** Runs one of our scripts. */
export function runScript(name, words = [], options = {}) {
  return run([], process.execPath, [join(ROOT, "scripts", name), ...words], options);
}

function run(through, program, words, { environment = {}, keep = false }) {
  const [first, ...rest] = [...through, program, ...words];
  const child = spawn(first, rest, {
    cwd: ROOT,
    stdio: ["ignore", keep ? "pipe" : "inherit", "inherit"],
    env: { ...process.env, ...environment },
  });
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ ok: false, output: error.message }));
    child.once("close", (code) => resolve({ ok: code === 0, output }));
  });
}
