import { expect, it } from "vitest";
import { parseDuration } from "../../cli/duration.ts";

it.each([
  ["5s", 5000],
  ["500ms", 500],
  ["1.5s", 1500],
  ["2m", 120_000],
  ["1h", 3_600_000],
  ["5", 5000],
  ["0.1ms", 1],
  [" 5s ", 5000],
  ["0", undefined],
  ["0s", undefined],
  ["-5s", undefined],
  ["5 s", undefined],
  ["five", undefined],
  ["5d", undefined],
  ["", undefined],
  ["99999999999999999h", undefined],
])("--max-time %j is %s ms", (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});
