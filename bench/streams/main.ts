/**
 * A server stream of 100 B messages through the engine, recorded, against a bare grpc-js client of the same server; then
 * a million messages: the memory they take, and how soon a cancel is answered.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { Client, credentials } from "@grpc/grpc-js";
import { createEngine, type RunningEngine } from "../../core/engine.ts";

const COUNT = 50_000;
const MANY = 1_000_000;
const ROUNDS = 3;

const [, program = "", descriptors = ""] = process.argv;
const server = spawn(process.execPath, [path.join(path.dirname(program), "server.mjs")], {
  stdio: ["ignore", "pipe", "inherit"],
});
const [line] = await once(server.stdout, "data");
const target = `127.0.0.1:${String(line).trim()}`;
let received = 0;
const engine = createEngine({
  onEvent: (event) => {
    if (event.kind === "recording") received = event.state.receivedCount;
  },
});
const { schemaId } = await engine.openSchema({
  operationId: "open",
  sources: [{ kind: "descriptor-set", file: descriptors }],
});

try {
  await race();
  await fill(engine);
  await cancel(engine);
} finally {
  await engine.close();
  server.kill();
}

async function race(): Promise<void> {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const [one, other] = [await timed(bareCall), await timed(() => call(`race ${round}`, COUNT))];
    await engine.releaseRecording({ recordingId: `race ${round}` });
    // The first round warms up.
    if (round > 0) {
      bare.push(one);
      ours.push(other);
    }
  }
  const [floor, time] = [median(bare), median(ours)];
  print(`${COUNT} messages of 100 B`, `bare grpc-js ${rate(floor)}, engine and recording ${rate(time)}`);
  print("ratio", `${(floor / time).toFixed(2)} × bare grpc-js (aim ≥ 0.8)`);
}

async function fill(one: RunningEngine): Promise<void> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const time = await timed(() => call("fill", MANY));
  clearInterval(watching);
  const { state } = await one.readRecording({ recordingId: "fill" });
  const page = await one.readTimeline({ recordingId: "fill", start: MANY - 100, end: MANY });
  const reading = await timed(() =>
    one.readTimeline({ recordingId: "fill", start: MANY / 2, end: MANY / 2 + 60 }),
  );
  const strip = await timed(() => one.readStrip({ recordingId: "fill", width: 200 }));
  await one.releaseRecording({ recordingId: "fill" });
  print(
    `${state.receivedCount} messages recorded`,
    `${(time / 1000).toFixed(1)} s, ${page.rows.length} rows at the end`,
  );
  print("memory", `peak ${mega(peak)} of the whole process, ${mega(before)} before (aim ≤ 300 MB)`);
  print("a screen of rows", `${reading.toFixed(1)} ms; the strip ${strip.toFixed(1)} ms`);
}

async function cancel(one: RunningEngine): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    received = 0;
    const operationId = `cancel ${round}`;
    const ended = call(operationId, MANY);
    while (received < 50_000) await new Promise((resolve) => setTimeout(resolve, 5));
    times.push(
      await timed(async () => {
        await one.cancel({ operationId });
        await ended;
      }),
    );
    await one.releaseRecording({ recordingId: operationId });
  }
  print(
    "cancel of a full stream",
    `${median(times).toFixed(1)} ms, longest ${Math.max(...times).toFixed(1)} ms (aim ≤ 100 ms)`,
  );
}

async function call(operationId: string, count: number): Promise<void> {
  await engine.call({
    operationId,
    schemaId,
    method: "bench.Ticker/Watch",
    channel: "grpc",
    server: { target, security: { mode: "auto" } },
    messages: [`{"count": ${count}}`],
    metadata: [],
  });
}

function bareCall(): Promise<void> {
  const client = new Client(target, credentials.createInsecure(), {
    "grpc-node.flow_control_window": 16 * 1024 * 1024,
  });
  const pass = (bytes: Buffer): Buffer => bytes;
  const stream = client.makeServerStreamRequest("/bench.Ticker/Watch", pass, pass, ask(COUNT));
  let bytes = 0;
  stream.on("data", (message: Buffer) => {
    bytes += message.length;
  });
  return new Promise((resolve, reject) => {
    stream.on("error", reject);
    stream.on("end", () => {
      client.close();
      if (bytes === COUNT * 100) resolve();
      else reject(new Error(`${bytes} bytes came`));
    });
  });
}

/** `Ask { count }`. */
function ask(count: number): Buffer {
  const bytes = [0x08];
  let rest = count;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Buffer.from([...bytes, rest]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

function rate(time: number): string {
  return `${Math.round(COUNT / time)} messages/ms`;
}

function mega(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

function print(what: string, words: string): void {
  process.stdout.write(`${what.padEnd(30)} ${words}\n`);
}
