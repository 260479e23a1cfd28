/**
 * The codec against protobuf-es and protobufjs, as ratios in one run: for each data set, bytes to JSON text and JSON
 * text to bytes. Times are CPU time of the process, garbage collection included, for the machine may be busy with other
 * things; contenders take turns and medians are compared. The floor is what JSON.stringify and JSON.parse take for the
 * same text.
 */
import { readFileSync } from "node:fs";
import { type Contender, contenders } from "./contenders.ts";
import { DATA_SETS, type DataSet } from "./data-sets.ts";
import { measureBomb } from "./memory-bomb.ts";

const AIM = 1;

/** Runs every task in turn; answers with the median time of each, in ms. */
function race(tasks: readonly (() => unknown)[]): number[] {
  const calls = tasks.map((task) => repeatsFor(task));
  const rounds = calls.some((count) => count === 1) ? 7 : 11;
  const times: number[][] = tasks.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, task] of tasks.entries()) {
      const count = calls[index] ?? 1;
      // Large garbage of one contender is not to be collected on another one's time. A full collection also throws
      // optimized code away, so small messages do without.
      if (count < 10) globalThis.gc?.();
      const start = cpuTime();
      for (let call = 0; call < count; call += 1) task();
      times[index]?.push((cpuTime() - start) / count);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0);
}

/** CPU time of the process so far, in ms. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** How often a task must run to take some 60 ms; also warms it up. */
function repeatsFor(task: () => unknown): number {
  const start = cpuTime();
  let count = 0;
  do {
    task();
    count += 1;
  } while (cpuTime() - start < 400);
  return Math.max(1, Math.round((count * 60) / (cpuTime() - start)));
}

function measure(data: DataSet, all: readonly Contender[]): boolean[] {
  const [first] = all;
  if (first === undefined) return [];
  const bytes = first.fromJson(data.type, data.json);
  for (const contender of all) check(contender, data, bytes);
  const parsed: unknown = JSON.parse(data.json);
  const written = race([
    ...all.map((one) => () => one.toJson(data.type, bytes)),
    () => JSON.stringify(parsed),
  ]);
  const read = race([
    ...all.map((one) => () => one.fromJson(data.type, data.json)),
    () => JSON.parse(data.json),
  ]);
  return [row(data, "bytes → JSON", written), row(data, "JSON → bytes", read)];
}

function check(contender: Contender, data: DataSet, bytes: Uint8Array): void {
  const same = Buffer.compare(contender.fromJson(data.type, data.json), bytes) === 0;
  if (!same) console.log(`  ${contender.name} writes other bytes for ${data.name}`);
  if (contender.toJson(data.type, bytes) !== data.json)
    console.log(`  ${contender.name} writes other JSON for ${data.name}`);
}

/** Prints one line; answers whether the aim is met. */
function row(data: DataSet, direction: string, times: readonly number[]): boolean {
  const [own = 0, linked = 0, es = 0, js = 0, floor = 0] = times;
  const ratio = Math.min(es, js) / own;
  const cells = [own, linked, es, js, floor].map((time) => duration(time).padStart(9));
  const ratios = `${ratio.toFixed(2)}x (with links ${(Math.min(es, js) / linked).toFixed(2)}x)`;
  console.log(
    `${data.name.padEnd(12)} ${direction}  ${cells.join(" ")}  ${ratios}${ratio < AIM ? "  BELOW THE AIM" : ""}`,
  );
  return ratio >= AIM;
}

function duration(ms: number): string {
  return ms < 1 ? `${(ms * 1000).toFixed(1)} us` : `${ms.toFixed(1)} ms`;
}

const descriptorSet = readFileSync(process.argv[2] ?? "");
const wanted = process.argv.slice(3);
const all = contenders(descriptorSet);
console.log(
  `${" ".repeat(27)}${["byteglass", "+ links", "es", "pbjs", "floor"].map((name) => name.padStart(9)).join(" ")}  the faster library / byteglass`,
);
const chosen = DATA_SETS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const met = chosen.flatMap(({ make }) => measure(make(), all));
const bomb = wanted.length === 0 || wanted.includes("bomb") ? measureBomb(all) : true;
process.exitCode = met.every(Boolean) && bomb ? 0 : 1;
