/** Where the values of a chart stand, and how they are read. Pure. */
import type { SeriesPoint } from "../../core/contract/recordings.ts";

/** The drawing, in CSS pixels, and the ms that its width stands for. */
export interface CurvePlace {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly duration: number;
}

/** Times and values to pixels. */
export interface CurveScale {
  readonly low: number;
  readonly high: number;
  x(at: number): number;
  y(value: number): number;
}

/** Pixels kept free above and below the curve. */
const AIR = 5;

/** The scale on which the lowest and the highest value touch the edges; a single value stands in the middle. */
export function curveScale(
  points: readonly SeriesPoint[],
  { width, height, margin, duration }: CurvePlace,
): CurveScale {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of points) {
    low = Math.min(low, point.low);
    high = Math.max(high, point.high);
  }
  const across = (width - 2 * margin) / Math.max(duration, points.at(-1)?.at ?? 0, Number.MIN_VALUE);
  const inner = height - 2 * AIR;
  return {
    low,
    high,
    x: (at) => margin + at * across,
    y: (value) => (high === low ? AIR + inner / 2 : AIR + inner * (1 - (value - low) / (high - low))),
  };
}

/** The point that is nearest to a place on the way from left to right. */
export function nearestPoint(
  points: readonly SeriesPoint[],
  { x }: Pick<CurveScale, "x">,
  pixel: number,
): SeriesPoint | undefined {
  // Points are in the order of time.
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x(points[middle]?.at ?? 0) < pixel) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [points[low - 1], points[low]];
  if (before === undefined || after === undefined) return before ?? after;
  return pixel - x(before.at) < x(after.at) - pixel ? before : after;
}

/** A value in few characters. */
export function shortNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return value.toLocaleString("en");
  return String(Number(value.toPrecision(4)));
}

/** What a point says: a value, or those of several messages that are too near to tell apart. */
export function pointWords({ low, high, last }: SeriesPoint): string {
  return low === high ? shortNumber(last) : `${shortNumber(low)} to ${shortNumber(high)}`;
}
