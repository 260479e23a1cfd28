import { expect, it } from "vitest";
import { readDeadline } from "../../../renderer/format/deadline.ts";
import { timeText } from "../../../renderer/format/time-text.ts";

it.each([
  [5000, "5 s"],
  [60_000, "60 s"],
  [1500, "1500 ms"],
  [0.5, "0.5 ms"],
])("%d ms is typed as %s, and reads back", (milliseconds, text) => {
  expect(timeText(milliseconds)).toBe(text);
  expect(readDeadline(text)).toEqual({ ok: true, milliseconds });
});
