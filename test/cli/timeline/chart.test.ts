import { describe, expect, it } from "vitest";
import { CHART_WIDTH, chartLines } from "../../../cli/timeline/chart.ts";

const at = (time: number, value: number) => ({ at: time, low: value, high: value, last: value });
const series = (...points: ReturnType<typeof at>[]) => ({
  points,
  valueCount: points.length,
  scanned: points.length,
  messageCount: points.length,
});

describe("a chart in the terminal", () => {
  it("rises from the lowest value to the highest, each labelled", () => {
    const lines = chartLines(series(at(0, 1), at(50, 3), at(99, 12.5)), 100);
    expect(lines).toHaveLength(7);
    expect(lines[0]).toMatch(/^12\.5 +█$/);
    expect(lines[5]).toMatch(/^ {3}1 ▁{36}█{36}$/);
    expect(lines[6]).toMatch(/^ {5}0 +100\.0 ms$/);
    expect(lines[6]).toHaveLength(5 + CHART_WIDTH);
  });

  it("begins where the first value came, and holds a single one in the middle", () => {
    const lines = chartLines(series(at(50, 7)), 100);
    expect(lines.slice(0, 6).map((line) => line.indexOf("█"))).toEqual([-1, -1, -1, 38, 38, 38]);
    expect(lines[0]).toBe("7");
  });

  it("is empty without values", () => {
    expect(chartLines(series(), 100)).toEqual([]);
  });
});
