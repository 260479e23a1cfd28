import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadScript } from "./load.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
interface Counting {
  countOnce(ok: boolean): Counts;
  countVitest(ok: boolean, file: string): Counts;
  countPlaywright(ok: boolean, file: string): Counts;
  countLine(ok: boolean, output: string): Counts;
}
interface Reporting {
  formatCounts(counts: Counts): string;
  sum(results: readonly { readonly counts: Counts }[]): Counts;
}

const counting = await loadScript<Counting>("test/counts.mjs");
const reporting = await loadScript<Reporting>("test/report.mjs");
const counts = (passed: number, failed: number, skipped = 0): Counts => ({ passed, failed, skipped });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-counts-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(value: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const vitest = (passed: number, failed: number, pending = 0) => {
  const statuses = [
    ...Array<string>(passed).fill("passed"),
    ...Array<string>(failed).fill("failed"),
    ...Array<string>(pending).fill("pending"),
    ...["skipped", "skipped", "todo"],
  ];
  return { testResults: statuses.map((status) => ({ assertionResults: [{ status }] })) };
};
const playwright = (expected: number, unexpected: number, flaky: number) => ({
  stats: { expected, unexpected, flaky, skipped: 4 },
});

describe("vitest's report", () => {
  it.each([
    ["all passed", true, vitest(10, 0), counts(10, 0, 3)],
    ["some failed", false, vitest(8, 2), counts(8, 2, 3)],
    ["a file did not load", false, vitest(8, 0), counts(8, 1, 3)],
    ["a process died", false, vitest(8, 0, 4), counts(8, 4, 3)],
  ])("%s", (_name, ok, value, expected) => {
    expect(counting.countVitest(ok, report(value))).toEqual(expected);
  });
});

describe("Playwright's report", () => {
  it.each([
    ["all passed", true, playwright(5, 0, 0), counts(5, 0, 4)],
    ["one failed", false, playwright(4, 1, 0), counts(4, 1, 4)],
    ["one passed only when repeated", true, playwright(4, 0, 1), counts(4, 1, 4)],
    ["it could not start", false, playwright(0, 0, 0), counts(0, 1, 4)],
    ["it has no figures", false, {}, counts(0, 1)],
  ])("%s", (_name, ok, value, expected) => {
    expect(counting.countPlaywright(ok, report(value))).toEqual(expected);
  });
});

describe("a closing line", () => {
  it.each([
    ["noise\n12 passed, 0 failed\n", true, counts(12, 0)],
    ["3 passed, 1 failed, 2 skipped", false, counts(3, 1, 2)],
    ["1 passed, 0 failed\n9 passed, 0 failed, 1 skipped", true, counts(9, 0, 1)],
    ["9 passed, 0 failed", false, counts(9, 1)],
    ["no figures", true, counts(1, 0)],
    ["no figures", false, counts(0, 1)],
  ])("%j, success %s", (output, ok, expected) => {
    expect(counting.countLine(ok, output)).toEqual(expected);
  });
});

it("a report that was never written is one failure", () => {
  expect(counting.countVitest(false, join(folder, "absent.json"))).toEqual(counts(0, 1));
});

it("the closing line sums the stages and names what was skipped", () => {
  const total = reporting.sum([{ counts: counts(1, 0) }, { counts: counts(40, 2, 3) }]);
  expect([reporting.formatCounts(total), reporting.formatCounts(counts(4, 0))]).toEqual([
    "41 passed, 2 failed, 3 skipped",
    "4 passed, 0 failed",
  ]);
});
