/** Times that a plain integer may stand for: between these years it is worth a remark. */
const EARLIEST = Date.UTC(2001, 8, 9);
const LATEST = Date.UTC(2099, 11, 31);

const UNITS = [
  { name: "", perSecond: 1n },
  { name: "ms: ", perSecond: 1_000n },
  { name: "µs: ", perSecond: 1_000_000n },
  { name: "ns: ", perSecond: 1_000_000_000n },
] as const;

/**
 * A remark for an integer that looks like Unix time in s, ms, µs or ns: `2024-11-22 13:20Z?`, with the unit in
 * front where it is not seconds. Undefined when none fits; the ranges of the units do not overlap.
 */
export function noteUnixTime(value: bigint): string | undefined {
  for (const unit of UNITS) {
    const milliseconds = (value * 1000n) / unit.perSecond;
    if (milliseconds < BigInt(EARLIEST) || milliseconds > BigInt(LATEST)) continue;
    const text = new Date(Number(milliseconds)).toISOString();
    return `${unit.name}${text.slice(0, 10)} ${text.slice(11, 16)}Z?`;
  }
  return undefined;
}
