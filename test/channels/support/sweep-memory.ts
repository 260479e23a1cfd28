/** Memory that is swept between callbacks, at any time: what a process outlives then, it outlives. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";

/** Sweeps what is young about once a millisecond, in the middle of a turn too, until the process ends. */
export function sweepMemory(): void {
  setFlagsFromString("--expose-gc");
  const sweep = runInNewContext("gc");
  const ticks =
    'const { parentPort } = require("node:worker_threads"); setInterval(() => parentPort.postMessage(0), 1);';
  const worker = new Worker(ticks, { eval: true });
  worker.on("message", () => sweep({ type: "minor" }));
  worker.unref();
}
