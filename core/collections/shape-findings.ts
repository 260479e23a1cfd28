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
    const wanted = issue.expected ?? "otherwise";
    const message = `${path.join(".") || "the file"} should be ${wanted}, not ${issue.received}.`;
    return yaml.finding(path, "wrong-type", message, "Correct the value; the rest of the collection works.");
  });
}
