import type { Severity } from "../../finding.ts";

/** How bad a finding is, and whether a conforming parser refuses the message for it. */
export interface CodeMeaning {
  readonly severity: Severity;
  readonly isRefused: boolean;
}

/** What can be said about the bytes of a message, whatever form it is rendered in. */
export const MESSAGE_CODES = {
  truncated: { severity: "error", isRefused: true },
  "bad-tag": { severity: "error", isRefused: true },
  "bad-varint": { severity: "error", isRefused: true },
  "bad-length": { severity: "error", isRefused: true },
  "bad-group": { severity: "error", isRefused: true },
  "too-deep": { severity: "error", isRefused: true },
  "too-long": { severity: "error", isRefused: true },
  "invalid-utf8": { severity: "error", isRefused: true },
  "unchecked-utf8": { severity: "warning", isRefused: false },
  "required-missing": { severity: "warning", isRefused: false },
  "wrong-wire-type": { severity: "warning", isRefused: false },
  "unknown-field": { severity: "warning", isRefused: false },
  "unknown-enum-number": { severity: "warning", isRefused: false },
  overwritten: { severity: "information", isRefused: false },
} as const satisfies Readonly<Record<string, CodeMeaning>>;
