import { describe, expect, it } from "vitest";
import { curveScale, nearestPoint, pointWords, shortNumber } from "../../../renderer/timeline/curve-scale.ts";
import { changeLook, dropLook, lookAt, looks } from "../../../renderer/timeline/looks.ts";

describe("the look at a timeline", () => {
  const first = { recordingId: "a", isLive: true };
  const next = { recordingId: "b", isLive: false };

  it("follows a call that runs, and begins at the top of one that does not", () => {
    expect([lookAt({}, "tab", first).follows, lookAt({}, "tab", next).follows]).toEqual([true, false]);
  });

  it("stays with its recording; the filter and the chart stay for the next one, what was held does not", () => {
    const filter = { text: "cat" };
    changeLook("tab", lookAt({}, "tab", first), { filter, charted: true, field: "in loss", held: 7 });
    expect(lookAt(looks.get(), "tab", { ...first, isLive: false })).toMatchObject({ held: 7, follows: true });
    const other = lookAt(looks.get(), "tab", next);
    expect(other).toEqual({ filter, charted: true, field: "in loss", recordingId: "b", follows: false });
    dropLook("tab");
    expect(looks.get()).toEqual({});
  });
});

describe("a chart", () => {
  const at = (time: number, value: number) => ({ at: time, low: value, high: value, last: value });
  const place = { width: 228, height: 110, margin: 14, duration: 100 };

  it("spans the call from left to right and the values from bottom to top", () => {
    const { x, y, low, high } = curveScale([at(0, 2), at(50, 10)], place);
    expect([x(0), x(100), y(2), y(10), low, high]).toEqual([14, 214, 105, 5, 2, 10]);
  });

  it("has a single value in the middle", () => {
    expect(curveScale([at(0, 3)], place).y(3)).toBe(55);
  });

  it.each([
    [0, 0],
    [70, 30],
    [103, 30],
    [116, 60],
    [400, 60],
  ])("reads the nearest point at pixel %d", (pixel, time) => {
    const points = [at(0, 1), at(30, 2), at(60, 3)];
    expect(nearestPoint(points, curveScale(points, place), pixel)?.at).toBe(time);
  });

  it("says what stands for several messages as a range", () => {
    expect([pointWords({ at: 0, low: 1, high: 2.5, last: 2 }), pointWords(at(0, 0.00694444))]).toEqual([
      "1 to 2.5",
      "0.006944",
    ]);
    expect(shortNumber(1234567)).toBe("1,234,567");
  });
});
