/** Times that a plain integer may stand for: between these years it is worth a remark. */
const EARLIEST = Date.UTC(2001, 8, 9);
const LATEST = Date.UTC(2099, 11, 31);

const UNITS = [
  { name: "", perSecond: 1n, perMillisecond: 0.001 },
  { name: "ms: ", perSecond: 1_000n, perMillisecond: 1 },
  { name: "µs: ", perSecond: 1_000_000n, perMillisecond: 1000 },
  { name: "ns: ", perSecond: 1_000_000_000n, perMillisecond: 1_000_000 },
] as const;

/** Above it a number is not exact. */
const LARGEST_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * A remark for an integer that looks like Unix time in s, ms, µs or ns: `2024-11-22 13:20Z?`, with the unit in
 * front where it is not seconds. Undefined when none fits; the ranges of the units do not overlap.
 */
export function noteUnixTime(value: bigint): string | undefined {
  if (value <= LARGEST_EXACT) return noteUnixTimeOfNumber(Number(value));
  for (const unit of UNITS) {
    const milliseconds = (value * 1000n) / unit.perSecond;
    if (milliseconds < BigInt(EARLIEST) || milliseconds > BigInt(LATEST)) continue;
    return remark(unit.name, Number(milliseconds));
  }
  return undefined;
}

/** The same for an integer below 2^53, at a tenth of the price. */
export function noteUnixTimeOfNumber(value: number): string | undefined {
  if (value < EARLIEST / 1000) return undefined;
  for (const { name, perMillisecond } of UNITS) {
    const milliseconds = perMillisecond < 1 ? value * 1000 : Math.floor(value / perMillisecond);
    if (milliseconds >= EARLIEST && milliseconds <= LATEST) return remark(name, milliseconds);
  }
  return undefined;
}

function remark(unit: string, milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return `${unit}${text.slice(0, 10)} ${text.slice(11, 16)}Z?`;
}
