import type { Finding, Severity } from "../finding.ts";
import { type FindingCode, RULES } from "./codes.ts";
import type { Mark } from "./marks.ts";
import { offsetText, type Rule } from "./rule.ts";

/** Puts a mark into words. `path` names the record, `named` says whether a schema gave the names. */
export function explainMark(mark: Mark, path: string): Finding {
  const rule: Rule = RULES[mark.code];
  const context = {
    subject: subjectOf(path),
    at: offsetText(mark.start),
    start: mark.start,
    end: mark.end,
    values: mark.values,
  };
  return {
    code: mark.code,
    severity: severityOf(mark),
    message: capitalise(rule.message(context)),
    ...(rule.hint === undefined ? {} : { hint: rule.hint }),
    ...(path === "" ? {} : { path }),
    bytes: { start: mark.start, end: mark.end },
  };
}

/** How bad a mark is; some codes depend on what was read. */
export function severityOf(mark: Mark): Severity {
  const rule: Rule = RULES[mark.code];
  return typeof rule.severity === "function" ? rule.severity(mark.values) : rule.severity;
}

/** A mark in the short form of tables and logs: `truncated-fixed@1:4(missing 5)`. */
export function formatMark(mark: Mark): string {
  const rule: Rule = RULES[mark.code];
  const detail = rule.detail?.(mark.values) ?? "";
  return `${mark.code}@${mark.start}:${mark.end}${detail === "" ? "" : `(${detail})`}`;
}

/** One finding for all the marks of a kind that were too many to keep. */
export function explainDropped(dropped: { readonly code: FindingCode; readonly count: number }): Finding {
  const rule: Rule = RULES[dropped.code];
  const severity = typeof rule.severity === "function" ? "warning" : rule.severity;
  return {
    code: dropped.code,
    severity,
    message: `${dropped.count} further ${dropped.code} findings are not listed one by one.`,
  };
}

function subjectOf(path: string): string {
  if (path === "") return "the message";
  return /^[0-9]/.test(path) ? `field ${path}` : path;
}

function capitalise(sentence: string): string {
  return /^(field|the) /.test(sentence) ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : sentence;
}
