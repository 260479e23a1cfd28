import { expect, it } from "vitest";
import type { Finding } from "../../../core/finding.ts";
import { findingText } from "../../../renderer/findings/finding-text.ts";

const finding: Finding = { code: "overlong-varint", severity: "warning", message: "It is long." };

it.each<readonly [Partial<Finding>, string]>([
  [{}, "warning overlong-varint: It is long."],
  [
    { bytes: { start: 3, end: 5 }, path: "a[0].b" },
    "warning overlong-varint, bytes 3–5, a[0].b: It is long.",
  ],
  [
    { text: { start: 0, end: 1, line: 2, column: 7 } },
    "warning overlong-varint, line 2, column 7: It is long.",
  ],
  [{ hint: "Shorten it (--short)." }, "warning overlong-varint: It is long. Shorten it."],
])("a finding with %j is one line", (more, expected) => {
  expect(findingText({ ...finding, ...more })).toBe(expected);
});
