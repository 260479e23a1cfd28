/**
 * Runs all clients in turns and prints medians, and ours against bare grpc-js: by wall time, and by the CPU time of the
 * client, which other programs on the machine disturb less.
 */
import type { Contender } from "./contender.ts";
import { MESSAGE } from "./contender.ts";
import { ourChannel, ourEngine } from "./ours.ts";
import { bareGrpcJs, connectNode, rawHttp2 } from "./peers.ts";

/** Calls before the first that is measured: with cold code the figures are those of the compiler. */
const WARMING = 500;
const SEQUENTIAL = 400;
const AT_ONCE = 1000;
const STREAMED = 50_000;
const BIG = 64_000_000;

interface Measure {
  readonly name: string;
  readonly run: (contender: Contender) => Promise<void>;
  /** Calls or messages in one run. */
  readonly count: number;
  readonly unit: string;
}

const MEASURES: readonly Measure[] = [
  { name: "unary, one by one", run: sequential, count: SEQUENTIAL, unit: "calls" },
  { name: "unary, 100 at once", run: atOnce, count: AT_ONCE, unit: "calls" },
  { name: "100 B messages", run: (one) => streamed(one, STREAMED, 100), count: STREAMED, unit: "messages" },
  { name: "one 64 MB answer", run: (one) => streamed(one, 1, BIG), count: 1, unit: "answers" },
];

async function sequential(one: Contender): Promise<void> {
  for (let index = 0; index < SEQUENTIAL; index++) await one.unary(MESSAGE);
}

async function atOnce(one: Contender): Promise<void> {
  let left = AT_ONCE;
  const worker = async (): Promise<void> => {
    while (left-- > 0) await one.unary(MESSAGE);
  };
  await Promise.all(Array.from({ length: 100 }, worker));
}

async function streamed(one: Contender, count: number, length: number): Promise<void> {
  const received = await one.stream(count, length);
  if (Math.abs(received - count) > count / 50) throw new Error(`${one.name}: ${received} messages came`);
}

/** Milliseconds of one run. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

async function costOf(act: () => Promise<void>): Promise<Cost> {
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  await act();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

async function measure(
  { name, run, count, unit }: Measure,
  contenders: readonly Contender[],
  rounds: number,
): Promise<void> {
  const costs = new Map<string, Cost[]>(contenders.map((one) => [one.name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const one of contenders) costs.get(one.name)?.push(await costOf(() => run(one)));
  }
  const middle = (of: string, part: keyof Cost): number =>
    median((costs.get(of) ?? []).map((cost) => cost[part]));
  console.log(
    `\n${name}: ${unit}/s, and CPU ms for ${count.toLocaleString("en-US")}; × bare grpc-js by each (medians of ${rounds})`,
  );
  for (const { name: of } of contenders) {
    const [wall, cpu] = [middle(of, "wall"), middle(of, "cpu")];
    const rate = ((count / wall) * 1000).toFixed(count === 1 ? 2 : 0);
    const ratios = [middle("bare grpc-js", "wall") / wall, middle("bare grpc-js", "cpu") / cpu];
    const text = ratios.map((ratio) => `${ratio.toFixed(2)} ×`).join("  ");
    console.log(`  ${of.padEnd(28)} ${rate.padStart(9)} ${cpu.toFixed(0).padStart(7)} ms   ${text}`);
  }
}

async function main(port: number, rounds: number): Promise<void> {
  const channels = [rawHttp2(port), bareGrpcJs(port), ourChannel(port), connectNode(port)];
  const engine = await ourEngine(port);
  for (const one of [...channels, engine]) {
    for (let index = 0; index < WARMING; index++) await one.unary(MESSAGE);
    await one.stream(5000, 100);
  }
  for (const each of MEASURES) {
    // A recording is what a stream is kept in; a unary call through the engine compares with no channel.
    await measure(each, each.unit === "calls" ? channels : [...channels, engine], rounds);
  }
  for (const one of [...channels, engine]) one.close();
}

await main(Number(process.argv[2]), Number(process.argv[3] ?? 5));
process.exit(0);
