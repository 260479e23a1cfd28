import { expect, it } from "vitest";
import { readDeadline, writeDeadline } from "../../../renderer/format/deadline.ts";

it.each([
  [5000, "5 s"],
  [60_000, "60 s"],
  [1500, "1500 ms"],
  [0.5, "0.5 ms"],
])("%d ms is typed as %s, and reads back", (milliseconds, text) => {
  expect(writeDeadline(milliseconds)).toBe(text);
  expect(readDeadline(text)).toEqual({ ok: true, milliseconds });
});
