import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Runs a program to its end: wall time and CPU time in ms, and the peak of its resident memory in MB. The last two are
 * read from Linux's `/proc` every few ms (NaN elsewhere). Throws when the program fails, or is not done in time.
 */
export async function measuredRun({ name, file, words, env = process.env, cwd }) {
  const startedAt = performance.now();
  const child = spawn(file, words, { env, cwd, stdio: ["ignore", "ignore", "pipe"] });
  let seen = { peak: Number.NaN, cpu: Number.NaN };
  const poll = setInterval(() => {
    const now = readUsage(child.pid);
    if (now !== undefined && now.peak > 0) seen = { cpu: now.cpu, peak: Math.max(seen.peak || 0, now.peak) };
  }, 4);
  let complaint = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    if (complaint.length < 4000) complaint += chunk;
  });
  const impatience = setTimeout(() => child.kill("SIGKILL"), MOST_TIME);
  const status = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve(code ?? signal));
  }).finally(() => {
    clearInterval(poll);
    clearTimeout(impatience);
  });
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${complaint}`);
  return { ms: performance.now() - startedAt, ...seen };
}

/** ms after which a program is ended: a benchmark comes to an end on any machine. */
const MOST_TIME = 300_000;

/** Linux counts CPU time in hundredths of a second. */
const MS_PER_TICK = 10;

/** CPU time of a process and of its children that have ended; the sum of the peaks of it and of those that run. */
function readUsage(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the program, in parentheses, may have spaces. Twelfth to fifteenth after it: user and system time,
    // and both again of children.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { peak: peakOf(pid), cpu: ticks * MS_PER_TICK };
  } catch {
    return undefined;
  }
}

function peakOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  const own = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024;
  return children.reduce((sum, child) => sum + peakOf(child), own);
}
