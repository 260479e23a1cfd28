import { formatNanos, type SecondsAndNanos } from "./timestamp.ts";

/** About 10,000 years. */
const MOST_SECONDS = 315_576_000_000;

/**
 * Reads a `google.protobuf.Duration` in JSON: seconds with up to nine digits after the point and an `s`. Answers with a
 * sentence about what is wrong otherwise.
 */
export function parseDuration(text: string): SecondsAndNanos | string {
  const parts = /^(-?)(\d+)(?:\.(\d{1,9}))?s$/.exec(text);
  if (parts === null) return shapeFault(text);
  const seconds = Number(parts[2]);
  const nanos = Number((parts[3] ?? "").padEnd(9, "0"));
  if (seconds > MOST_SECONDS) return `the longest duration is ${MOST_SECONDS} seconds`;
  const isNegative = parts[1] === "-";
  return { seconds: isNegative ? 0 - seconds : seconds, nanos: isNegative ? 0 - nanos : nanos };
}

function shapeFault(text: string): string {
  if (/^-?\d+(\.\d+)?(ms|us|ns|m|h)$/.test(text)) return "the only unit is the second";
  if (/^-?\d+(\.\d+)?$/.test(text)) return 'the unit "s" is missing';
  if (/\.\d{10,}s$/.test(text)) return "a second has at most nine digits after the point";
  return "it has another form";
}

/** The JSON form of a Duration, or undefined when it is outside what JSON can say. */
export function formatDuration(seconds: number, nanos: number): string | undefined {
  if (!(Math.abs(seconds) <= MOST_SECONDS) || Math.abs(nanos) > 999_999_999) return undefined;
  if ((seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0)) return undefined;
  const sign = seconds < 0 || nanos < 0 ? "-" : "";
  return `${sign}${Math.abs(seconds)}${formatNanos(Math.abs(nanos))}s`;
}
