/** What is told of a command line that is not read whole, in whichever shell it was written. */
import type { Finding } from "../../finding.ts";

/** What stands behind an operator at `at`, a UTF-16 unit of the line. */
export function operatorLeft(text: string, at: number): Finding {
  const left = text.slice(at).trim();
  return {
    code: "shell-operator",
    severity: "warning",
    message: `What follows “${text.charAt(at)}” is not read: “${left.slice(0, 60)}”.`,
    hint: "One command is read; put its input into the line, or into the request afterwards.",
    text: { start: at, end: text.length, ...placeInLine(text, at) },
  };
}

/** A `quote` that opens at `at` and never closes. */
export function openQuote(text: string, quote: string, at: number): Finding {
  const { line, column } = placeInLine(text, at);
  return {
    code: "shell-quote-open",
    severity: "error",
    message: `The quote ${quote} at line ${line}, column ${column} is not closed.`,
    hint: "Copy the whole line, or add the missing quote.",
    text: { start: at, end: text.length, line, column },
  };
}

/** Line and column of a UTF-16 unit of a command, both from 1. */
export function placeInLine(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
