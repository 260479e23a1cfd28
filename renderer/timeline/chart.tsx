import { useEffect, useRef, useState } from "react";
import type { SeriesPoint, Side } from "../../core/contract/recordings.ts";
import { engine } from "../engine/link.ts";
import { counted } from "../format/sizes.ts";
import { usePolled } from "./use-polled.ts";
import { useWidth } from "./use-width.ts";

interface ChartProps {
  readonly recordingId: string;
  readonly eventCount: number;
  readonly duration: number;
}

const HEIGHT = 92;
const MARGIN = { left: 84, right: 14, top: 8, bottom: 8 };

/** A numeric field of the messages over time; the field is chosen among those that their type has. */
export function Chart({ recordingId, eventCount, duration }: ChartProps) {
  const fields = useNumericFields(recordingId);
  const [chosen, setChosen] = useState("");
  const choice = chosen || fields[0]?.key || "";
  if (fields.length === 0)
    return <p className="quiet-note">The messages of this method have no numeric field.</p>;
  const field = fields.find(({ key }) => key === choice);
  return (
    <div className="timeline-chart">
      <select
        className="control"
        aria-label="Field to draw"
        value={choice}
        onChange={(event) => setChosen(event.target.value)}
      >
        {fields.map(({ key, side, path }) => (
          <option key={key} value={key}>
            {side === "in" ? "←" : "→"} {path}
          </option>
        ))}
      </select>
      {field === undefined ? null : (
        <Curve
          recordingId={recordingId}
          eventCount={eventCount}
          duration={duration}
          side={field.side}
          path={field.path}
        />
      )}
    </div>
  );
}

interface Field {
  readonly key: string;
  readonly side: Side;
  readonly path: string;
}

function useNumericFields(recordingId: string): readonly Field[] {
  const [fields, setFields] = useState<readonly Field[]>([]);
  useEffect(() => {
    let wanted = true;
    void engine()
      .then((one) => one.numericFields({ recordingId }))
      .then((sides) => {
        const of = (side: Side) => sides[side].map((path) => ({ key: `${side} ${path}`, side, path }));
        if (wanted) setFields([...of("in"), ...of("out")]);
      })
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [recordingId]);
  return fields;
}

function Curve({ recordingId, eventCount, duration, side, path }: ChartProps & Omit<Field, "key">) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const columns = Math.max(1, width - MARGIN.left - MARGIN.right);
  const series = usePolled(`${recordingId} ${side} ${path} ${columns}`, eventCount, async () => {
    const value = await (await engine()).readSeries({ recordingId, side, path, width: columns });
    return { value, more: value.scanned < value.messageCount };
  });
  const points = series?.points ?? [];
  const low = Math.min(...points.map((point) => point.low));
  const high = Math.max(...points.map((point) => point.high));
  return (
    <div ref={place} className="timeline-curve">
      <svg
        width={width}
        height={HEIGHT}
        role="img"
        aria-label={words(path, series?.valueCount ?? 0, low, high)}
      >
        {points.length === 0 ? null : (
          <>
            <text className="chart-label" x={MARGIN.left - 8} y={MARGIN.top + 9}>
              {shortNumber(high)}
            </text>
            <text className="chart-label" x={MARGIN.left - 8} y={HEIGHT - MARGIN.bottom}>
              {shortNumber(low)}
            </text>
            <path className="chart-band" d={bandOf(points, { width, duration, low, high })} />
            <path className="chart-line" d={lineOf(points, { width, duration, low, high })} />
          </>
        )}
      </svg>
      <span className="chart-words">
        {series === undefined
          ? ""
          : `${counted(series.valueCount, "value")} of ${counted(series.scanned, "message")}`}
      </span>
    </div>
  );
}

interface Scale {
  readonly width: number;
  readonly duration: number;
  readonly low: number;
  readonly high: number;
}

function place({ width, duration, low, high }: Scale): { x(at: number): number; y(value: number): number } {
  const across = (width - MARGIN.left - MARGIN.right) / Math.max(duration, Number.MIN_VALUE);
  const inner = HEIGHT - MARGIN.top - MARGIN.bottom;
  const span = high - low;
  return {
    x: (at) => MARGIN.left + at * across,
    y: (value) => (span === 0 ? MARGIN.top + inner / 2 : MARGIN.top + inner * (1 - (value - low) / span)),
  };
}

function lineOf(points: readonly SeriesPoint[], scale: Scale): string {
  const { x, y } = place(scale);
  return points
    .map(({ at, last }, index) => `${index === 0 ? "M" : "L"}${x(at).toFixed(1)} ${y(last).toFixed(1)}`)
    .join("");
}

function bandOf(points: readonly SeriesPoint[], scale: Scale): string {
  const { x, y } = place(scale);
  const upper = points.map(({ at, high }) => `${x(at).toFixed(1)} ${y(high).toFixed(1)}`);
  const lower = points.map(({ at, low }) => `${x(at).toFixed(1)} ${y(low).toFixed(1)}`).reverse();
  return `M${[...upper, ...lower].join("L")}Z`;
}

function shortNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9 ? String(value) : value.toPrecision(4);
}

function words(path: string, count: number, low: number, high: number): string {
  return count === 0 ? `${path}: no values yet` : `${path}: ${count} values from ${low} to ${high}`;
}
