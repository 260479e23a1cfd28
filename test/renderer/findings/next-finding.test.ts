import { describe, expect, it } from "vitest";
import type { Finding } from "../../../core/finding.ts";
import { nextFinding } from "../../../renderer/findings/next-finding.ts";

const at = (start: number, end: number): Finding => ({
  code: "c",
  severity: "warning",
  message: "m",
  bytes: { start, end },
});
const FINDINGS = [
  at(7, 9),
  { code: "c", severity: "hint", message: "no place" } as const,
  at(2, 3),
  at(2, 5),
];

describe("the next finding", () => {
  it.each<readonly [string, number | undefined, 1 | -1, number | undefined]>([
    ["from nowhere is the first", undefined, 1, 2],
    ["from nowhere, backwards, the last", undefined, -1, 7],
    ["after a place", 2, 1, 7],
    ["before a place", 7, -1, 2],
    ["after the last is the first", 7, 1, 2],
    ["before the first is the last", 2, -1, 7],
  ])("%s", (_name, from, step, start) => {
    expect(nextFinding(FINDINGS, from, step)?.start).toBe(start);
  });

  it("is none where no finding has a place", () => {
    expect(nextFinding(FINDINGS.slice(1, 2), 0, 1)).toBeUndefined();
  });
});
