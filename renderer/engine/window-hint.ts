/** What the engine says, as the window has it: options of the terminal stand in brackets, which are left out. Pure. */
import type { ErrorRecord } from "../../core/error.ts";
import type { Finding } from "../../core/finding.ts";

/** A hint without the terminal's options. */
export function windowHint(hint: string): string {
  return hint
    .replace(/\s*\(--?[A-Za-z][^)]*\)/g, "")
    .replace(/\s*\(in a terminal[^)]*\)/gi, "")
    .trim();
}

/** An error whose hints, and those of its findings, are for the window. */
export function windowError(error: ErrorRecord): ErrorRecord {
  return { ...error, hint: windowHint(error.hint), findings: error.findings.map(windowFinding) };
}

function windowFinding(finding: Finding): Finding {
  return finding.hint === undefined ? finding : { ...finding, hint: windowHint(finding.hint) };
}
