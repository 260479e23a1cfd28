/** What the engine says, as the window has it: options of the terminal stand in brackets, which are left out. Pure. */
import type { ErrorRecord } from "../../core/error.ts";
import type { Finding } from "../../core/finding.ts";

/** In brackets, in which the name of a folder may have some of its own: `(-I C:/Program Files (x86))`. */
const OF_TERMINAL = /\s*\((?:--?[A-Za-z]|in a terminal\b)(?:[^()]|\([^()]*\))*\)/gi;

/** A hint without the terminal's options. Not for words that came from elsewhere, which are shown as they are. */
export function windowHint(hint: string): string {
  return hint.replace(OF_TERMINAL, "").trim();
}

/** An error whose hints, and those of its findings, are for the window. */
export function windowError(error: ErrorRecord): ErrorRecord {
  return { ...error, hint: windowHint(error.hint), findings: error.findings.map(windowFinding) };
}

function windowFinding(finding: Finding): Finding {
  return finding.hint === undefined ? finding : { ...finding, hint: windowHint(finding.hint) };
}
