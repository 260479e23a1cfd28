/** A numeric field over time, drawn with blocks. Pure. */
import type { Series, SeriesPoint } from "../../core/contract/recordings.ts";

/** Columns and rows of a chart. */
export const CHART_WIDTH = 72;
const HEIGHT = 6;
/** Eighths of a cell, from empty to full. */
const BLOCKS = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** Lines of a chart with its highest and lowest value at the left; times run from 0 to `duration` ms. */
export function chartLines({ points }: Series, duration: number): readonly string[] {
  if (points.length === 0) return [];
  const columns = columnsOf(points, duration);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const point of points) {
    low = Math.min(low, point.low);
    high = Math.max(high, point.high);
  }
  const span = high - low;
  // The lowest value is drawn, too: an empty column has no value.
  const eighths = (value: number) =>
    span === 0 ? HEIGHT * 4 : 1 + Math.round(((value - low) / span) * (HEIGHT * 8 - 1));
  const labels = [
    shortNumber(high),
    ...Array.from({ length: HEIGHT - 2 }, () => ""),
    span === 0 ? "" : shortNumber(low),
  ];
  const width = Math.max(...labels.map((label) => label.length));
  const rows = labels.map((label, row) => {
    const floor = (HEIGHT - 1 - row) * 8;
    const cells = columns.map((value) =>
      value === undefined ? " " : (BLOCKS[Math.min(8, Math.max(0, eighths(value) - floor))] ?? " "),
    );
    return `${label.padStart(width)} ${cells.join("")}`.trimEnd();
  });
  const end = `${duration.toFixed(1)} ms`;
  return [...rows, `${" ".repeat(width + 1)}0${end.padStart(CHART_WIDTH - 1)}`];
}

/** The last value of each stretch of time; undefined before the first one, and the value before where none came. */
function columnsOf(points: readonly SeriesPoint[], duration: number): readonly (number | undefined)[] {
  const columns: (number | undefined)[] = Array.from({ length: CHART_WIDTH }, () => undefined);
  for (const { at, last } of points) {
    const column = Math.floor((at / Math.max(duration, at, Number.MIN_VALUE)) * CHART_WIDTH);
    columns[Math.min(CHART_WIDTH - 1, column)] = last;
  }
  for (let column = 1; column < CHART_WIDTH; column++) columns[column] ??= columns[column - 1];
  return columns;
}

function shortNumber(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e9
    ? String(value)
    : String(Number(value.toPrecision(4)));
}
