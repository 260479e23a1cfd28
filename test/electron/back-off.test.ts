import { expect, it } from "vitest";
import { createBackOff } from "../../electron/back-off.ts";

it("doubles up to half a minute, and starts anew after a steady life", () => {
  const backOff = createBackOff();
  const lives = [0, 10, 10, 10, 10, 10, 10, 10, 10, 10, 60_000, 10];
  expect(lives.map((lived) => backOff.next(lived))).toEqual([
    250, 500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 250, 500,
  ]);
  expect(backOff.deaths).toBe(2);
});
