/**
 * The inspector as ratios in one run: taking bytes apart against protobufjs decoding the same bytes with their schema,
 * memory against the size of the message, pages at the beginning against pages at the end, and `inspect` in the terminal
 * against `protoc --decode_raw`. Times are CPU time of the process, garbage collection included, medians of turns.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { createDocument, type Document } from "../../core/documents/index.ts";
import { blobs, counts, items, type Payload } from "./payloads.ts";

const ROUNDS = 7;
const [, , root = "", ...wanted] = process.argv;

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Median CPU time of each task, in ms; they take turns. */
function race(...tasks: readonly (() => unknown)[]): number[] {
  const times: number[][] = tasks.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, task] of tasks.entries()) {
      globalThis.gc?.();
      const start = cpuTime();
      task();
      // The first turn warms up.
      if (round > 0) times[index]?.push(cpuTime() - start);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1] ?? 0);
}

function annotate(bytes: Uint8Array): Document {
  const document = createDocument({ id: "bench", bytes });
  document.readTree(0, 40);
  return document;
}

function speed(payload: Payload): void {
  const { name, bytes, decode } = payload;
  const [own = 0, js = 0] = race(() => annotate(bytes), decode);
  const rate = bytes.length / 1e6 / (own / 1000);
  const records = annotate(bytes).analysis.walk.records.count;
  console.log(
    `${name}: ${own.toFixed(0)} ms, ${rate.toFixed(0)} MB/s, ${records} records; protobufjs ${js.toFixed(0)} ms; ratio ${(own / js).toFixed(2)}`,
  );
}

async function memory({ name, bytes }: Payload): Promise<void> {
  const before = await usedBytes();
  const document = annotate(bytes);
  const used = (await usedBytes()) - before;
  const { count } = document.analysis.walk.records;
  document.readTree(count - 40, count);
  const scrolled = (await usedBytes()) - before;
  const [opened, atEnd] = [used, scrolled].map((size) => (size / bytes.length).toFixed(2));
  console.log(`${name}: ${opened} × the message in memory beside it, ${atEnd} × at its end`);
}

/** What array buffers took is given back a moment after they were collected. */
async function usedBytes(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc?.();
    await setTimeout(50);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function paging({ name, bytes }: Payload): void {
  const document = annotate(bytes);
  const { count } = document.analysis.walk.records;
  const rows = Math.ceil(bytes.length / 16);
  const places = [0, 0.25, 0.5, 0.75, 0.999];
  const pageTimes = places.map((place) => {
    const tree = Math.floor(place * (count - 40));
    const hex = Math.floor(place * (rows - 40));
    document.readTree(tree, tree + 40);
    const times = Array.from({ length: 51 }, (_, turn) => {
      const start = performance.now();
      document.readTree(tree + turn, tree + turn + 40);
      document.readHex(hex + turn, hex + turn + 40);
      return performance.now() - start;
    });
    return times.sort((a, b) => a - b)[25] ?? 0;
  });
  const told = places.map((place, index) => `${place * 100} %: ${(pageTimes[index] ?? 0).toFixed(2)} ms`);
  console.log(`${name}: a page of 40 rows at ${told.join(", ")}`);
}

function large(payload: Payload): void {
  const start = performance.now();
  const document = createDocument({ id: "large", bytes: payload.bytes });
  document.readTree(0, 40);
  const first = performance.now() - start;
  document.readHex(0, 40);
  void document.summary;
  const whole = performance.now() - start;
  console.log(
    `${payload.name}: first page ${first.toFixed(0)} ms, with all findings and JSON ${whole.toFixed(0)} ms`,
  );
}

function terminal({ name, bytes }: Payload): void {
  const folder = mkdtempSync(path.join(tmpdir(), "byteglass-bench-"));
  const file = path.join(folder, "payload.bin");
  writeFileSync(file, bytes);
  const cli = path.join(root, "dist", "cli", "byteglass.cjs");
  const protoc = path.join(root, "node_modules", "protoc", "protoc.cjs");
  const run = (words: readonly string[], input?: Uint8Array): number => {
    const start = performance.now();
    const { status } = spawnSync(process.execPath, words, { input, stdio: ["pipe", "ignore", "ignore"] });
    if (status !== 0) throw new Error(`${words[0]} ended with ${status}`);
    return performance.now() - start;
  };
  const own: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < 3; round++) {
    own.push(run([cli, "inspect", file]));
    other.push(run([protoc, "--decode_raw"], bytes));
  }
  rmSync(folder, { recursive: true });
  const [ours = 0, theirs = 0] = [own, other].map((list) => list.sort((a, b) => a - b)[1] ?? 0);
  console.log(
    `${name}: inspect ${ours.toFixed(0)} ms, protoc --decode_raw ${theirs.toFixed(0)} ms; ratio ${(ours / theirs).toFixed(2)}`,
  );
}

const parts: Readonly<Record<string, () => void | Promise<void>>> = {
  speed: () => [items(10), counts(10), blobs(10)].forEach(speed),
  memory: async () => {
    for (const payload of [items, counts, blobs]) await memory(payload(10));
  },
  paging: () => paging(items(10)),
  large: () => large(items(64)),
  terminal: () => terminal(items(10)),
};

for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  await part();
}
