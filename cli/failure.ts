/** Errors and findings in words: what, where, what was expected, what to do next. */
import { ByteglassError } from "../core/error.ts";
import type { Finding } from "../core/finding.ts";
import { createPaint, type Paint } from "./colour.ts";
import { exitOfError } from "./exit-status.ts";
import { toJsonText } from "./json-text.ts";
import type { Terminal } from "./terminal.ts";

/** Findings beyond these are counted, not listed. */
const maximumListed = 20;

/**
 * Tells an error on standard error, and with `json` on standard output too. `source` is the text that the findings'
 * places are in. Answers with the exit status.
 */
export function failWith(thrown: unknown, terminal: Terminal, json: boolean, source?: string): number {
  const error = ByteglassError.from(thrown);
  if (json) terminal.write(`${toJsonText({ error: error.toRecord() })}\n`);
  if (error.code === "cancelled") {
    // Whoever pressed Ctrl C knows why, and what to do next.
    terminal.warn("Cancelled.");
    return exitOfError(error.code);
  }
  for (const line of describeError(error, createPaint(terminal.warnColour), source)) {
    terminal.warn(line);
  }
  return exitOfError(error.code);
}

/** The lines that tell an error. `source` is the text that the findings' places are in. */
function describeError(error: ByteglassError, paint: Paint, source?: string): readonly string[] {
  const shown = error.findings.filter(({ message }) => !error.message.includes(message));
  const lines = [`${paint("red", "error:")} ${error.message}`];
  for (const finding of shown.slice(0, maximumListed)) lines.push(...describeFinding(finding, paint, source));
  if (shown.length > maximumListed) lines.push(`  and ${shown.length - maximumListed} more.`);
  const isTold = shown.slice(0, maximumListed).some(({ hint }) => hint === error.hint);
  if (error.hint !== "" && !isTold) lines.push(`${paint("cyan", "hint:")} ${error.hint}`);
  return lines;
}

/** Tells findings on standard error, each on its own: `warning: line 1, column 2: …`. */
export function tellFindings(
  findings: readonly Finding[],
  terminal: Terminal,
  titleOf = severityTitle,
): void {
  const paint = createPaint(terminal.warnColour);
  for (const finding of findings) {
    const [first = "", ...rest] = describeFinding(finding, paint);
    terminal.warn(`${paint("yellow", `${titleOf(finding)}:`)} ${first.trimStart()}`);
    for (const line of rest) terminal.warn(line);
  }
}

function severityTitle({ severity }: Finding): "warning" | "note" {
  return severity === "information" ? "note" : "warning";
}

/** The lines that tell a finding, indented below what it belongs to. */
export function describeFinding(finding: Finding, paint: Paint, source?: string): readonly string[] {
  const place = placeOf(finding);
  const lines = [
    `  ${place === "" ? "" : `${paint("bold", place)}: `}${finding.statement ?? finding.message}`,
  ];
  if (finding.text !== undefined && source !== undefined) {
    lines.push(...excerpt(source, finding.text.start, finding.text.end, paint));
  }
  if (finding.hint !== undefined && finding.hint !== "")
    lines.push(`    ${paint("cyan", "hint:")} ${finding.hint}`);
  return lines;
}

/** `body.json, line 3, column 14, inputs[0].image`, with as much of it as is known. */
function placeOf(finding: Finding): string {
  const { file, text, bytes, path, message } = finding;
  const isNamed = file !== undefined && text === undefined && message.startsWith(`${file} `);
  return [
    isNamed ? undefined : file,
    text === undefined ? undefined : `line ${text.line}, column ${text.column}`,
    bytes === undefined ? undefined : `bytes ${bytes.start}–${bytes.end}`,
    path === "" ? undefined : path,
  ]
    .filter((part) => part !== undefined)
    .join(", ");
}

/** The line of the source with a mark below the place, cut to the width of a terminal. */
function excerpt(source: string, start: number, end: number, paint: Paint): readonly string[] {
  const lineStart = source.lastIndexOf("\n", Math.max(start - 1, 0)) + 1;
  const newline = source.indexOf("\n", start);
  const lineEnd = newline === -1 ? source.length : newline;
  const from = start - lineStart > 60 ? start - 40 : lineStart;
  const shown = source.slice(from, Math.min(lineEnd, from + 100)).replace(/[\t\r]/g, " ");
  if (shown.trim() === "") return [];
  const width = Math.max(1, Math.min(end, from + shown.length) - start);
  return [`    ${shown}`, `    ${" ".repeat(start - from)}${paint("red", "^".repeat(width))}`];
}
