/** How many tests passed, failed and were skipped, as each runner tells it. */
import { existsSync, readFileSync } from "node:fs";

/** A stage that is one check. */
export function countOnce(ok) {
  return ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** A runner that failed without naming a failed test still failed. */
function atLeastOne(ok, counts) {
  return ok || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** True for a test of vitest's JSON report that never came to its end: the process that ran it died. */
export function isCutOff({ status }) {
  return status === "pending";
}

/** Counts in vitest's JSON report; a test that never came to its end has failed. */
export function countVitest(ok, file) {
  const report = readReport(file);
  if (report === undefined) return countOnce(ok);
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = results.filter(({ status }) => status === "passed").length;
  const failed = results.filter((result) => result.status === "failed" || isCutOff(result)).length;
  return atLeastOne(ok, { passed, failed, skipped: results.length - passed - failed });
}

/** Counts in Playwright's JSON report; a test that passed only at a second try has failed. */
export function countPlaywright(ok, file) {
  const stats = readReport(file)?.stats;
  if (stats === undefined) return countOnce(ok);
  const { expected, unexpected, flaky, skipped } = stats;
  return atLeastOne(ok, { passed: expected, failed: unexpected + flaky, skipped });
}

/** Counts in the last line of the form `12 passed, 0 failed, 3 skipped`. */
export function countLine(ok, output) {
  const found = [...output.matchAll(/(\d+) passed, (\d+) failed(?:, (\d+) skipped)?/g)].at(-1);
  if (found === undefined) return countOnce(ok);
  const [passed, failed, skipped] = found.slice(1).map((digits) => Number(digits ?? 0));
  return atLeastOne(ok, { passed, failed, skipped });
}

/** A JSON report; undefined where the runner wrote none. */
export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}
