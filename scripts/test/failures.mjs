/** Which tests failed and why, in short: what the end of a long run has to say. */
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT } from "../build/folders.mjs";
import { isCutOff, readReport } from "./counts.mjs";

const MESSAGE_LINES = 6;

/** Failed tests of vitest's JSON report, those that never ended, and the files that could not be run. */
export function failedInVitest(file) {
  return (readReport(file)?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const place = relative(ROOT, name);
    const failed = assertionResults.filter((result) => result.status === "failed");
    const cutOff = assertionResults.filter(isCutOff);
    if (failed.length + cutOff.length === 0 && status === "failed") {
      return [failure(place, "could not be run", message)];
    }
    return [
      ...failed.map((result) => failure(place, nameOf(result), result.failureMessages[0])),
      ...cutOff.map((result) =>
        failure(place, nameOf(result), "The process that ran it ended before it did."),
      ),
    ];
  });
}

function nameOf({ ancestorTitles, title }) {
  return [...ancestorTitles, title].join(" > ");
}

/** Failed tests of Playwright's JSON report, one that passed only at a second try among them. */
export function failedInPlaywright(file) {
  const report = readReport(file);
  const outside = (report?.errors ?? []).map(({ message }) => failure("test/e2e", "outside a test", message));
  return [...outside, ...(report?.suites ?? []).flatMap((suite) => failedInSuite(suite, []))];
}

function failedInSuite({ title, file, specs = [], suites = [] }, above) {
  const titles = title === file ? above : [...above, title];
  const here = specs
    .flatMap((spec) => spec.tests.map((test) => ({ spec, test })))
    .filter(({ test }) => test.status === "unexpected" || test.status === "flaky")
    .map(({ spec, test }) => {
      const [error] = test.results.flatMap(({ errors }) => errors);
      return failure(
        `test/e2e/${spec.file}:${spec.line}`,
        [...titles, spec.title].join(" > "),
        error?.message,
      );
    });
  return [...here, ...suites.flatMap((suite) => failedInSuite(suite, titles))];
}

function failure(place, title, message = "") {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.trimStart().startsWith("at "));
  return { place, title, message: lines.slice(0, MESSAGE_LINES) };
}
