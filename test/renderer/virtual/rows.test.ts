import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hiddenRanges,
  revealRow,
  toggleFold,
  toRow,
  toVisible,
  visibleCount,
} from "../../../renderer/virtual/folding.ts";
import { MAX_HEIGHT, rowWindow, scrollToShow } from "../../../renderer/virtual/row-window.ts";

describe("the rows on the screen", () => {
  const geometry = { count: 100, rowHeight: 20, viewport: 200 };
  it.each([
    ["at the top", geometry, 0, { start: 0, end: 14, top: 0, height: 2000 }],
    ["in the middle", geometry, 1005, { start: 46, end: 65, top: 920, height: 2000 }],
    ["at the end", geometry, 1800, { start: 86, end: 100, top: 1720, height: 2000 }],
    ["beyond the end", geometry, 9999, { start: 86, end: 100, top: 1720, height: 2000 }],
    ["of an empty list", { ...geometry, count: 0 }, 0, { start: 0, end: 0, top: 0, height: 0 }],
    ["of a short list", { ...geometry, count: 3 }, 0, { start: 0, end: 3, top: 0, height: 60 }],
  ])("%s", (_, shape, scrollTop, view) => expect(rowWindow(shape, scrollTop)).toEqual(view));

  it("reach the last row of a list taller than a browser can lay out", () => {
    const tall = { count: 4_000_000, rowHeight: 21, viewport: 300 };
    const end = rowWindow(tall, MAX_HEIGHT - tall.viewport);
    expect([end.height, end.end]).toEqual([MAX_HEIGHT, 4_000_000]);
    expect(end.top + (end.end - end.start) * tall.rowHeight).toBeCloseTo(MAX_HEIGHT, 3);
  });

  it.each([
    ["above", 5, 400, 100],
    ["below", 40, 400, 620],
    ["visible", 25, 400, 400],
  ])("a row %s is brought into view", (_, row, scrollTop, expected) =>
    expect(scrollToShow(geometry, scrollTop, row)).toBe(expected),
  );

  it("any row of any list can be brought into view", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.nat(), fc.nat(), (count, anyRow, anyTop) => {
        const shape = { count, rowHeight: 21, viewport: 300 };
        const row = anyRow % count;
        const scrollTop = scrollToShow(shape, anyTop % Math.min(MAX_HEIGHT, count * 21), row);
        const { start, end } = rowWindow(shape, scrollTop);
        expect(row).toBeGreaterThanOrEqual(start);
        expect(row).toBeLessThan(end);
      }),
    ));
});

describe("folding", () => {
  // 0 ├ 1 ├ 2 │ 3 └ 4, 5, 6: row 0 ends before 5, row 1 before 4.
  const outer = toggleFold(new Map(), 0, 5);
  const both = toggleFold(outer, 1, 4);
  it("hides descendants, and opens again", () => {
    expect(hiddenRanges(outer)).toEqual([{ start: 1, end: 5 }]);
    expect(toggleFold(outer, 0, 5).size).toBe(0);
  });
  it("counts nested folds once", () => {
    expect(hiddenRanges(both)).toEqual([{ start: 1, end: 5 }]);
    expect(visibleCount(hiddenRanges(both), 7)).toBe(3);
  });
  it("does not fold a row without descendants", () => expect(toggleFold(new Map(), 3, 4).size).toBe(0));
  it.each([
    [0, 0],
    [1, 5],
    [2, 6],
  ])("visible row %i is row %i", (visible, row) => {
    expect(toRow(hiddenRanges(outer), visible)).toBe(row);
    expect(toVisible(hiddenRanges(outer), row)).toBe(visible);
  });
  it("counts a hidden row as the one it is folded into", () =>
    expect(toVisible(hiddenRanges(outer), 3)).toBe(0));
  it("reveals a row by opening just what hides it", () => {
    const other = toggleFold(both, 5, 7);
    expect([...revealRow(other, 3).keys()]).toEqual([5]);
    expect(revealRow(other, 0)).toBe(other);
  });
});
