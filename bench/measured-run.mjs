import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Runs a program to its end: wall time and CPU time in ms, and the peak of its resident memory in MB. The last two are
 * read from Linux's `/proc` every few ms (NaN elsewhere). Throws when the program fails.
 */
export async function measuredRun({ name, file, words, env = process.env, cwd }) {
  const startedAt = performance.now();
  const child = spawn(file, words, { env, cwd, stdio: ["ignore", "ignore", "pipe"] });
  let seen = { peak: Number.NaN, cpu: Number.NaN };
  const poll = setInterval(() => {
    seen = readUsage(child.pid) ?? seen;
  }, 4);
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    if (complaint.length < 4000) complaint += chunk;
  });
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  clearInterval(poll);
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${complaint}`);
  return { ms: performance.now() - startedAt, ...seen };
}

/** Linux counts CPU time in hundredths of a second. */
const MS_PER_TICK = 10;

function readUsage(pid) {
  try {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, may have spaces; user and system time come twelfth and thirteenth after.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (peak === null) return undefined;
    return {
      peak: Number(peak[1]) / 1024,
      cpu: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK,
    };
  } catch {
    return undefined;
  }
}
