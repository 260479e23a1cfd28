import { useRef } from "react";
import type { Latency } from "../../core/contract/compare.ts";
import type { LatencyBar } from "../../core/contract/load.ts";
import { counted, formatDuration } from "../format/sizes.ts";
import { useBox } from "../ui/use-box.ts";
import { ticksBetween } from "./ticks.ts";

const HEIGHT = 132;
const FLOOR = 18;
const HEAD = 16;
const EDGE = 14;

/** How many calls took how long: time to the right on a logarithmic scale, calls upwards. */
export function Histogram({
  bars,
  latency,
}: {
  readonly bars: readonly LatencyBar[];
  readonly latency: Latency;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { width } = useBox(place);
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [low, high] = [Math.log(first.from), Math.log(Math.max(last.to, first.from * 1.001))];
  const x = (time: number) => EDGE + ((Math.log(time) - low) / (high - low)) * Math.max(1, width - 2 * EDGE);
  const most = Math.max(1, ...bars.map(({ count }) => count));
  const tall = (count: number) => (count / most) * (HEIGHT - FLOOR - HEAD);
  const marks = [
    { name: "p50", at: latency.p50 },
    { name: "p95", at: latency.p95 },
    { name: "p99", at: latency.p99 },
  ];
  const words = `Latencies from ${formatDuration(latency.minimum)} to ${formatDuration(latency.maximum)}, half of them up to ${formatDuration(latency.p50)}`;
  return (
    <div ref={place} className="load-histogram">
      <svg width={width} height={HEIGHT} role="img" aria-label={words}>
        {ticksBetween(first.from, last.to).map((time) => (
          <g key={time}>
            <line className="load-tick" x1={x(time)} x2={x(time)} y1={HEAD} y2={HEIGHT - FLOOR} />
            <text className="load-label" x={x(time)} y={HEIGHT - 4}>
              {tickWords(time)}
            </text>
          </g>
        ))}
        {bars.map(({ from, to, count }) =>
          count === 0 ? null : (
            <rect
              key={from}
              className="load-column"
              x={x(from)}
              y={HEIGHT - FLOOR - Math.max(1, tall(count))}
              width={Math.max(1, x(to) - x(from) - 1)}
              height={Math.max(1, tall(count))}
            >
              <title>{`${formatDuration(from)} to ${formatDuration(to)}: ${counted(count, "call")}`}</title>
            </rect>
          ),
        )}
        <line className="load-floor" x1={0} x2={width} y1={HEIGHT - FLOOR} y2={HEIGHT - FLOOR} />
        {marks.map(({ name, at }, index) => {
          const next = marks[index + 1];
          const isCrowded = next !== undefined && x(next.at) - x(at) < 30;
          return (
            <g key={name} className="load-mark">
              <line x1={x(at)} x2={x(at)} y1={HEAD - 2} y2={HEIGHT - FLOOR} />
              {isCrowded ? null : (
                <text x={x(at)} y={HEAD - 5}>
                  {name}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

function tickWords(time: number): string {
  if (time >= 1000) return `${time / 1000} s`;
  return time < 0.1 ? `${Math.round(time * 1000)} µs` : `${Number(time.toPrecision(2))} ms`;
}
