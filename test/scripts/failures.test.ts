/** What the end of the test command says of the tests that failed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadScript } from "./load.ts";

interface Failure {
  readonly place: string;
  readonly title: string;
  readonly message: readonly string[];
}
interface Failing {
  failedInVitest(file: string): readonly Failure[];
  failedInPlaywright(file: string): readonly Failure[];
}
interface Reporting {
  formatFailures(failures: readonly Failure[]): readonly string[];
}

const failing = await loadScript<Failing>("test/failures.mjs");
const reporting = await loadScript<Reporting>("test/report.mjs");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-failures-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function report(value: unknown): string {
  const file = join(folder, `${Math.random()}.json`);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const vitestFile = (status: string, message: string, assertionResults: readonly unknown[]) => ({
  name: resolve("test/codec/encode.test.ts"),
  status,
  message,
  assertionResults,
});
const assertion = (status: string, ...failureMessages: string[]) => ({
  ancestorTitles: ["encode", "numbers"],
  title: "keeps 2^63",
  status,
  failureMessages,
});

describe("vitest's report", () => {
  it("names the file, the test and what was wrong, without colours and the stack", () => {
    const message =
      "\u001b[31mAssertionError\u001b[39m: expected 1 to be 2\n\n    at Object.run (encode.ts:3:4)";
    const results = [assertion("passed"), assertion("failed", message)];
    expect(failing.failedInVitest(report({ testResults: [vitestFile("failed", "", results)] }))).toEqual([
      {
        place: "test/codec/encode.test.ts",
        title: "encode > numbers > keeps 2^63",
        message: ["AssertionError: expected 1 to be 2"],
      },
    ]);
  });

  it("names a file that could not be run", () => {
    const value = { testResults: [vitestFile("failed", "Cannot find module", [])] };
    expect(failing.failedInVitest(report(value))).toEqual([
      { place: "test/codec/encode.test.ts", title: "could not be run", message: ["Cannot find module"] },
    ]);
  });

  it("names the tests whose process died, though nothing of their file failed", () => {
    const value = { testResults: [vitestFile("passed", "", [assertion("passed"), assertion("pending")])] };
    const message = ["The process that ran it ended before it did."];
    expect(failing.failedInVitest(report(value))).toEqual([
      { place: "test/codec/encode.test.ts", title: "encode > numbers > keeps 2^63", message },
    ]);
  });

  it("shortens a long message", () => {
    const results = [assertion("failed", Array.from({ length: 40 }, (_, line) => `line ${line}`).join("\n"))];
    const [failure] = failing.failedInVitest(report({ testResults: [vitestFile("failed", "", results)] }));
    expect(failure?.message).toEqual(["line 0", "line 1", "line 2", "line 3", "line 4", "line 5"]);
  });

  it("names nothing where all passed, or where there is no report", () => {
    const passed = { testResults: [vitestFile("passed", "", [assertion("passed")])] };
    expect(failing.failedInVitest(report(passed))).toEqual([]);
    expect(failing.failedInVitest(join(folder, "absent.json"))).toEqual([]);
  });
});

describe("Playwright's report", () => {
  const spec = (title: string, status: string, message: string) => ({
    title,
    file: "call.spec.ts",
    line: 12,
    tests: [{ status, results: [{ errors: [{ message }] }, { errors: [] }] }],
  });

  it("names failed tests at any depth, and those that passed only when repeated", () => {
    const inner = {
      title: "in dark",
      file: "call.spec.ts",
      specs: [spec("sends", "unexpected", "Error: no row")],
    };
    const outer = {
      title: "call.spec.ts",
      file: "call.spec.ts",
      specs: [spec("opens", "expected", ""), spec("closes", "flaky", "Timed out")],
      suites: [inner],
    };
    expect(failing.failedInPlaywright(report({ suites: [outer], errors: [] }))).toEqual([
      { place: "test/e2e/call.spec.ts:12", title: "closes", message: ["Timed out"] },
      { place: "test/e2e/call.spec.ts:12", title: "in dark > sends", message: ["Error: no row"] },
    ]);
  });

  it("names what failed outside a test", () => {
    expect(
      failing.failedInPlaywright(report({ suites: [], errors: [{ message: "No tests found" }] })),
    ).toEqual([{ place: "test/e2e", title: "outside a test", message: ["No tests found"] }]);
  });
});

it("a failed test is a paragraph", () => {
  const failure = { place: "test/a.test.ts", title: "a > b", message: ["Error: c", "d"] };
  expect(reporting.formatFailures([failure])).toEqual([
    "  test/a.test.ts",
    "    a > b",
    "      Error: c",
    "      d",
    "",
  ]);
});
