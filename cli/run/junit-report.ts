/** A run as JUnit XML, as CI systems read it: a suite a collection, a case a request. */
import type { AssertionResult } from "../../core/contract/assertions.ts";
import type { RequestResult, RunReport } from "../../core/contract/runner.ts";

/** The XML text. */
export function junitReport(report: RunReport): string {
  const suites = new Map<string, RequestResult[]>();
  for (const result of report.results) {
    const suite = suites.get(result.collection) ?? [];
    suites.set(result.collection, suite);
    suite.push(result);
  }
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"];
  for (const [collection, results] of suites) lines.push(...suiteLines(collection, results, report));
  return `${[...lines, "</testsuites>"].join("\n")}\n`;
}

function suiteLines(
  collection: string,
  results: readonly RequestResult[],
  report: RunReport,
): readonly string[] {
  const count = (outcome: RequestResult["outcome"]) =>
    results.filter((each) => each.outcome === outcome).length;
  const attributes = attributesOf({
    name: collection.replace(/^.*[\\/]/, ""),
    tests: results.length,
    failures: count("failed"),
    errors: count("error"),
    skipped: count("skipped"),
    time: seconds(results.reduce((sum, { duration }) => sum + duration, 0)),
    timestamp: report.startedAt,
  });
  return [`  <testsuite ${attributes}>`, ...results.flatMap(caseLines), "  </testsuite>"];
}

function caseLines(result: RequestResult): readonly string[] {
  const { id, name, duration, outcome, error, assertions } = result;
  const folder = id.includes("/") ? id.slice(0, id.lastIndexOf("/")).replaceAll("/", ".") : "requests";
  const attributes = attributesOf({ name, classname: folder, file: result.id, time: seconds(duration) });
  const inside = [
    ...assertions.filter(isBad).map((assertion) => {
      const told = attributesOf({ message: assertion.title, type: assertion.outcome });
      return `      <failure ${told}>${escapeText(assertionText(assertion))}</failure>`;
    }),
    ...(error === undefined
      ? []
      : [
          `      <error ${attributesOf({ message: error.message, type: error.code })}>${escapeText(error.hint)}</error>`,
        ]),
    ...(outcome === "skipped" ? ["      <skipped/>"] : []),
  ];
  if (inside.length === 0) return [`    <testcase ${attributes}/>`];
  return [`    <testcase ${attributes}>`, ...inside, "    </testcase>"];
}

function isBad({ outcome }: AssertionResult): boolean {
  return outcome === "failed" || outcome === "refused";
}

/** What was expected and what came, without colours. */
export function assertionText({ expected, got, differences, findings }: AssertionResult): string {
  if (findings.length > 0) return findings.map(({ message, hint }) => `${message} ${hint ?? ""}`).join("\n");
  if (differences.length === 0) return `expected ${expected}\ngot ${got}`;
  return differences
    .map((each) => `${each.path}: expected ${each.expected || "nothing"}, got ${each.got || "nothing"}`)
    .join("\n");
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}

function attributesOf(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeText(String(value)).replaceAll("\n", "&#10;")}"`)
    .join(" ");
}

/** XML 1.0 has no place for most control characters, not even escaped ones. */
export function escapeText(text: string): string {
  const allowed = [...text].filter(
    (character) => character >= " " || character === "\n" || character === "\t",
  );
  return allowed
    .join("")
    .replace(/[\ufffe\uffff]|\p{Surrogate}/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
