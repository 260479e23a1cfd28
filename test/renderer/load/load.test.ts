import { describe, expect, it } from "vitest";
import { readRepeat } from "../../../renderer/load/choice.ts";
import { perSecond } from "../../../renderer/load/rate.ts";
import { dropLoad, endLoad, loads, noteLoad, putLoad } from "../../../renderer/load/state.ts";
import { ticksBetween } from "../../../renderer/load/ticks.ts";

describe("how often a request is repeated", () => {
  it.each([
    [["200", "1", ""], { count: 200, concurrency: 1, wrong: {} }],
    [["10,000", " 50 ", "1.5 s"], { count: 10_000, concurrency: 50, duration: 1500, wrong: {} }],
    [["", "2", "2 min"], { concurrency: 2, duration: 120_000, wrong: {} }],
    [["", "1", ""], { concurrency: 1, wrong: { count: "Say how many calls to make, or for how long." } }],
  ])("reads %j", ([count = "", concurrency = "", duration = ""], reading) =>
    expect(readRepeat({ count, concurrency, duration })).toEqual(reading),
  );

  it.each([
    [["0", "1", ""], "count", "“0” is no number of calls: write a whole number from 1 to 100,000,000."],
    [
      ["1e3", "1", "5 s"],
      "count",
      "“1e3” is no number of calls: write a whole number from 1 to 100,000,000.",
    ],
    [
      ["999999999", "1", ""],
      "count",
      "“999999999” is no number of calls: write a whole number from 1 to 100,000,000.",
    ],
    [
      ["1", "1001", ""],
      "concurrency",
      "Write how many calls run at the same time: a whole number from 1 to 1,000.",
    ],
    [
      ["1", "", ""],
      "concurrency",
      "Write how many calls run at the same time: a whole number from 1 to 1,000.",
    ],
    [["", "1", "soon"], "duration", "“soon” is no time: write 10 s, 500 ms or 2 min."],
  ] as const)("takes no %j", ([count, concurrency, duration], name, words) =>
    expect(readRepeat({ count, concurrency, duration }).wrong).toEqual({ [name]: words }),
  );
});

describe("a load of a tab", () => {
  const progress = (operationId: string, count: number) =>
    ({ kind: "load", operationId, count, okCount: count, elapsed: 1, callsPerSecond: 1 }) as const;

  it("takes the news of its own operation, until it has ended", () => {
    putLoad("t", { operationId: "a", running: true, count: 5 });
    noteLoad(progress("other", 1));
    expect(loads.get()["t"]?.progress).toBeUndefined();
    noteLoad(progress("a", 2));
    expect(loads.get()["t"]?.progress?.count).toBe(2);
    endLoad("t", "before", {});
    expect(loads.get()["t"]?.running).toBe(true);
    endLoad("t", "a", { error: { code: "usage", message: "m", hint: "", findings: [] } });
    noteLoad(progress("a", 3));
    expect(loads.get()["t"]).toMatchObject({ running: false, progress: undefined, error: { message: "m" } });
    dropLoad("t");
    expect(loads.get()).toEqual({});
  });
});

describe("figures", () => {
  it.each([
    [0.42, "0.4/s"],
    [99.96, "100/s"],
    [12_345.6, "12,346/s"],
  ])("writes %d", (rate, words) => expect(perSecond(rate)).toBe(words));

  it.each([
    [0.3, 12, [0.5, 1, 2, 5, 10]],
    [1, 1, [1]],
    [3, 4, []],
    [900, 2100, [1000, 2000]],
  ])("marks a scale from %d to %d", (low, high, ticks) => expect(ticksBetween(low, high)).toEqual(ticks));
});
