import type { Contender } from "./contenders.ts";

const MOST_MEGABYTES = 100;
const MOST_MS = 1000;

/** A million empty submessages: what a few bytes of wire cost in time and memory. Answers whether the bounds are kept. */
export function measureBomb(all: readonly Contender[]): boolean {
  const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index % 2 === 0 ? 0x0a : 0));
  const outcomes = all.map((contender) => {
    globalThis.gc?.();
    const before = process.memoryUsage();
    const start = performance.now();
    const text = contender.toJson("bench.Empties", bytes);
    const time = performance.now() - start;
    const after = process.memoryUsage();
    const used = after.heapUsed + after.external - before.heapUsed - before.external;
    const megabytes = used / 1_048_576;
    console.log(
      `bomb: ${contender.name.padEnd(21)} ${time.toFixed(0).padStart(6)} ms  ${megabytes.toFixed(0).padStart(6)} MB  (${text.length} characters)`,
    );
    return !contender.name.startsWith("byteglass") || (time <= MOST_MS && megabytes <= MOST_MEGABYTES);
  });
  return outcomes.every(Boolean);
}
