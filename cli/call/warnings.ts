/** What an answer's JSON leaves out or shows otherwise: told once, after the answer. */
import type { Finding } from "../../core/finding.ts";
import { tellFindings } from "../failure.ts";
import type { Terminal } from "../terminal.ts";

/** Not wrong, and yet not in the JSON: a reader must hear of it. */
const notInJson: ReadonlySet<string> = new Set(["unknown-field"]);
/** Findings that are listed; of a stream with more the others are counted. */
const maximumListed = 10;

/** Gathers findings and tells those that matter. */
export interface Warnings {
  add(findings: readonly Finding[]): void;
  tell(): void;
}

/** Warnings for standard error. */
export function createWarnings(terminal: Terminal): Warnings {
  const listed: Finding[] = [];
  let count = 0;
  return {
    add(findings) {
      for (const finding of findings) {
        const matters = finding.severity === "error" || finding.severity === "warning";
        if (!matters && !notInJson.has(finding.code)) continue;
        count += 1;
        if (listed.length < maximumListed) listed.push(finding);
      }
    },
    tell() {
      tellFindings(listed, terminal, ({ code }) => (notInJson.has(code) ? "note" : "warning"));
      if (count > listed.length) terminal.warn(`and ${count - listed.length} more like these.`);
    },
  };
}
