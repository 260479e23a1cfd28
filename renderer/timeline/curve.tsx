import { type PointerEvent, useRef, useState } from "react";
import type { SeriesPoint, Side } from "../../core/contract/recordings.ts";
import { engine } from "../engine/link.ts";
import { counted, formatDuration } from "../format/sizes.ts";
import { useBox } from "../ui/use-box.ts";
import { curveScale, nearestPoint, pointWords, shortNumber } from "./curve-scale.ts";
import { usePolled } from "./use-polled.ts";

interface CurveProps {
  readonly recordingId: string;
  readonly eventCount: number;
  readonly duration: number;
  readonly side: Side;
  readonly path: string;
}

/** As the strip has it above: both show the same times. */
const MARGIN = 14;
/** So many points are drawn one by one; more are a line. */
const FEW = 60;

/** The values of one field, at the times of the strip above; the pointer reads one of them. */
export function Curve({ recordingId, eventCount, duration, side, path }: CurveProps) {
  const place = useRef<HTMLDivElement>(null);
  const { width, height } = useBox(place);
  const [pointer, setPointer] = useState<number>();
  const columns = Math.max(1, width - 2 * MARGIN);
  const series = usePolled(`${recordingId} ${side} ${path} ${columns}`, eventCount, async () => {
    const value = await (await engine()).readSeries({ recordingId, side, path, width: columns });
    return { value, more: value.scanned < value.messageCount };
  });
  const points = series?.points ?? [];
  const scale = curveScale(points, { width, height, margin: MARGIN, duration });
  const { low, high } = scale;
  const read = pointer === undefined ? undefined : nearestPoint(points, scale, pointer);
  const label =
    points.length === 0
      ? `${path}: no values yet`
      : `${path}: ${series?.valueCount ?? 0} values from ${low} to ${high}`;

  function follow(event: PointerEvent<SVGSVGElement>) {
    setPointer(event.clientX - event.currentTarget.getBoundingClientRect().left);
  }

  return (
    <div ref={place} className="timeline-curve">
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={label}
        onPointerMove={follow}
        onPointerLeave={() => setPointer(undefined)}
      >
        {points.length === 0 ? null : (
          <>
            <path className="chart-band" d={bandOf(points, scale)} />
            <path className="chart-line" d={lineOf(points, scale)} />
            {points.length > FEW
              ? null
              : points.map(({ at, last }) => (
                  <circle key={at} className="chart-point" cx={scale.x(at)} cy={scale.y(last)} r={2.5} />
                ))}
            <text className="chart-label" x={MARGIN} y={9}>
              {shortNumber(high)}
            </text>
            {low === high ? null : (
              <text className="chart-label" x={MARGIN} y={height - 3}>
                {shortNumber(low)}
              </text>
            )}
          </>
        )}
        {read === undefined ? null : (
          <>
            <line className="chart-reading" x1={scale.x(read.at)} x2={scale.x(read.at)} y1={0} y2={height} />
            <circle className="chart-point" cx={scale.x(read.at)} cy={scale.y(read.last)} r={3.5} />
          </>
        )}
      </svg>
      <span className="chart-words">
        {read !== undefined
          ? `${formatDuration(read.at)}: ${pointWords(read)}`
          : series === undefined
            ? ""
            : `${counted(series.valueCount, "value")} of ${counted(series.scanned, "message")}`}
      </span>
    </div>
  );
}

type Scale = ReturnType<typeof curveScale>;

function lineOf(points: readonly SeriesPoint[], { x, y }: Scale): string {
  return points
    .map(({ at, last }, index) => `${index === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(last).toFixed(1)}`)
    .join("");
}

function bandOf(points: readonly SeriesPoint[], { x, y }: Scale): string {
  const upper = points.map(({ at, high }) => `${x(at).toFixed(1)} ${y(high).toFixed(1)}`);
  const lower = points.map(({ at, low }) => `${x(at).toFixed(1)} ${y(low).toFixed(1)}`).reverse();
  return `M${[...upper, ...lower].join("L")}Z`;
}
