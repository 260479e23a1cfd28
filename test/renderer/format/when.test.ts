import { expect, it } from "vitest";
import { formatWhen } from "../../../renderer/format/when.ts";

it("tells the time of today, the day of this year, and the year of others", () => {
  const now = new Date(2026, 5, 15, 12, 0, 0);
  const today = new Date(2026, 5, 15, 9, 8, 7);
  expect(formatWhen(today, now)).toBe(today.toLocaleTimeString());
  const [day, old] = [formatWhen(new Date(2026, 2, 4, 9), now), formatWhen(new Date(2024, 2, 4, 9), now)];
  expect([day.includes("4"), day.includes("2026"), old.includes("2024")]).toEqual([true, false, true]);
  expect(day).not.toContain(":");
});
