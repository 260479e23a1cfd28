import type { Latency } from "../../core/contract/compare.ts";
import { formatDuration } from "../format/sizes.ts";

/** The times that all plots of a comparison span, in ms. */
export interface TimeScale {
  readonly shortest: number;
  readonly longest: number;
}

/** Times closer together than this are not drawn apart as if they were much. */
const LEAST_SPREAD = 8;
const WIDTH = 200;

/** The scale of these latencies: logarithmic, so that one slow call does not hide the others. */
export function timeScale(latencies: readonly Latency[]): TimeScale {
  const shortest = Math.min(...latencies.map(({ p5 }) => p5));
  const longest = Math.max(...latencies.map(({ p99 }) => p99));
  return { shortest, longest: Math.max(longest, shortest * LEAST_SPREAD) };
}

/** From the fast calls to the slow ones, with the median marked. */
export function Whiskers({ latency, scale }: { readonly latency: Latency; readonly scale: TimeScale }) {
  const { p5, p50, p95, p99 } = latency;
  const span = Math.log(scale.longest / scale.shortest);
  const x = (value: number) => 2 + (Math.log(value / scale.shortest) / span) * (WIDTH - 4);
  const words = `p5 ${formatDuration(p5)}, median ${formatDuration(p50)}, p95 ${formatDuration(p95)}, p99 ${formatDuration(p99)}`;
  return (
    <svg
      className="whiskers"
      viewBox={`0 0 ${WIDTH} 16`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      <line className="whiskers-rest" x1={x(p50)} x2={x(p99)} y1={8} y2={8} />
      <rect
        className="whiskers-half"
        x={x(p5)}
        y={3}
        width={Math.max(1, x(p50) - x(p5))}
        height={10}
        rx={2}
      />
      <line className="whiskers-median" x1={x(p50)} x2={x(p50)} y1={1} y2={15} />
    </svg>
  );
}
