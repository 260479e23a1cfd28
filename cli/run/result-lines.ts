/** Results of a run in words, for a terminal. */
import type { AssertionResult } from "../../core/contract/assertions.ts";
import type { RequestResult, RunReport } from "../../core/contract/runner.ts";
import type { Paint } from "../colour.ts";
import { describeFinding } from "../failure.ts";

/** The lines of one request; what went wrong is below it. */
export function describeResult(result: RequestResult, paint: Paint): readonly string[] {
  const { outcome, name, id, duration, assertions, error } = result;
  const folder = id.includes("/") ? `${id.slice(0, id.lastIndexOf("/"))}/` : "";
  const took = outcome === "skipped" || error !== undefined ? "" : `  ${paint("dim", inTime(duration))}`;
  const lines = [`${mark(outcome, paint)} ${paint("dim", folder)}${name}${took}`];
  if (error !== undefined) {
    lines.push(`    ${paint("red", "not sent:")} ${error.message}`);
    for (const finding of error.findings.slice(0, 10)) {
      if (!error.message.includes(finding.message))
        lines.push(...describeFinding(finding, paint).map((line) => `  ${line}`));
    }
    if (error.hint !== "") lines.push(`    ${paint("cyan", "hint:")} ${error.hint}`);
  }
  const bad = assertions.filter(
    (assertion) => assertion.outcome === "failed" || assertion.outcome === "refused",
  );
  for (const assertion of bad) lines.push(...describeAssertion(assertion, paint));
  const asked = bad.some(
    ({ assertion }) => assertion.kind === "check" && /^status\b/.test(assertion.expression),
  );
  if (asked && result.statusMessage !== undefined && result.statusMessage !== "") {
    lines.push(`    ${paint("dim", `the server said: ${result.statusMessage}`)}`);
  }
  return lines;
}

function mark(outcome: RequestResult["outcome"], paint: Paint): string {
  switch (outcome) {
    case "passed":
      return paint("green", "✓");
    case "failed":
      return paint("red", "✗");
    case "error":
      return paint("red", "!");
    case "skipped":
      return paint("dim", "-");
  }
}

function describeAssertion(result: AssertionResult, paint: Paint): readonly string[] {
  const { title, outcome, expected, got, differences, findings } = result;
  const lines = [`    ${paint("red", title)}`];
  if (outcome === "refused") {
    return [
      ...lines,
      ...findings.flatMap((finding) => describeFinding(finding, paint).map((line) => `    ${line}`)),
    ];
  }
  if (differences.length === 0) {
    return [...lines, `      expected ${paint("green", expected)}`, `      got      ${paint("red", got)}`];
  }
  const width = Math.min(40, Math.max(...differences.map(({ path }) => path.length)));
  for (const { path, kind, expected: wanted, got: came } of differences) {
    const both = [
      ...(kind === "unexpected" ? [] : [`expected ${paint("green", wanted)}`]),
      ...(kind === "missing" ? ["got nothing"] : [`got ${paint("red", came)}`]),
    ];
    lines.push(`      ${path.padEnd(width)}  ${both.join("  ")}`);
  }
  return lines;
}

/** The last line of a run. */
export function describeCounts({ counts, assertionCounts, duration }: RunReport, paint: Paint): string {
  const words = [
    paint("green", `${counts.passed} passed`),
    ...(counts.failed > 0 ? [paint("red", `${counts.failed} failed`)] : []),
    ...(counts.error > 0 ? [paint("red", `${counts.error} not sent`)] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
  ];
  return `${words.join(", ")} · ${describeAssertions(assertionCounts)} · ${inTime(duration)}`;
}

/** `1 assertion, 0 failed`. */
export function describeAssertions({ passed, failed }: RunReport["assertionCounts"]): string {
  const count = passed + failed;
  return `${count} ${count === 1 ? "assertion" : "assertions"}, ${failed} failed`;
}

/** `12 ms`, `1.2 s`. */
export function inTime(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds >= 10 ? Math.round(milliseconds) : milliseconds.toFixed(1)} ms`;
}
