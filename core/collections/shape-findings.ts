/** What does not have the shape of the format, with its place in the file. */
import type * as v from "valibot";
import type { Finding } from "../finding.ts";
import type { YamlText } from "./yaml-text.ts";

/** Findings beyond these say nothing new. */
const maximumFindings = 20;

/** A finding for each issue; `base` is the path that the checked value stands at. */
export function shapeFindings(
  yaml: YamlText,
  issues: readonly v.BaseIssue<unknown>[],
  base: readonly string[] = [],
): readonly Finding[] {
  return issues.slice(0, maximumFindings).map((issue): Finding => {
    const keys = (issue.path ?? []).map(({ key }) => (typeof key === "number" ? key : String(key)));
    const path = [...base, ...keys];
    const what = path.join(".") || "the file";
    const message =
      issue.received === "undefined"
        ? `${what} is missing.`
        : `${what} should be ${wordsOf(issue.expected)}, not ${wordsOf(issue.received)}.`;
    return yaml.finding(path, "wrong-type", message, "Correct the value; the rest of the collection works.");
  });
}

const words: Readonly<Record<string, string>> = {
  Object: "a mapping",
  Array: "a list",
  string: "a text",
  number: "a number",
  boolean: "true or false",
  null: "empty",
};

/** The words for what a check expects or met, such as `(string | Array)`. */
function wordsOf(kinds: string | null): string {
  const each = (kinds ?? "otherwise").replace(/^\((.*)\)$/, "$1").split(" | ");
  return [...new Set(each.map((kind) => words[kind] ?? kind))].join(" or ");
}
