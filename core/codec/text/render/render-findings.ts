import type { Finding, Severity } from "../../../finding.ts";
import { MOST_FINDINGS } from "../../limits.ts";

/** What can be said about the bytes of a message: how bad it is, and whether a conforming parser refuses the message. */
const CODES = {
  truncated: { severity: "error", isRefused: true },
  "bad-tag": { severity: "error", isRefused: true },
  "bad-varint": { severity: "error", isRefused: true },
  "bad-length": { severity: "error", isRefused: true },
  "bad-group": { severity: "error", isRefused: true },
  "too-deep": { severity: "error", isRefused: true },
  "too-long": { severity: "error", isRefused: true },
  "invalid-utf8": { severity: "error", isRefused: true },
  "unchecked-utf8": { severity: "warning", isRefused: false },
  "damaged-any": { severity: "warning", isRefused: false },
  "unresolved-any": { severity: "information", isRefused: false },
  "required-missing": { severity: "warning", isRefused: false },
  "wrong-wire-type": { severity: "warning", isRefused: false },
  "unknown-field": { severity: "warning", isRefused: false },
  "unknown-enum-number": { severity: "warning", isRefused: false },
  overwritten: { severity: "information", isRefused: false },
} as const satisfies Readonly<Record<string, { severity: Severity; isRefused: boolean }>>;

/** A code of a finding about the bytes behind a text. */
export type RenderFindingCode = keyof typeof CODES;

interface Remark {
  readonly code: RenderFindingCode;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
  readonly path: string;
}

/** How much was found so far. */
export interface FindingsMark {
  readonly errorCount: number;
  readonly otherCount: number;
  readonly omitted: number;
  readonly refusals: number;
}

/** Collects what a text leaves out or shows in another form; at most 100 findings, errors first to be kept. */
export class RenderFindings {
  /** How many findings say that a conforming parser refuses the message. */
  refusals = 0;
  /** While true, nothing is collected. */
  isQuiet = false;
  private readonly errors: Remark[] = [];
  private readonly others: Remark[] = [];
  private omitted = 0;

  /** True when a finding of this kind would be kept. A false answer counts as one that is left out. */
  hasRoom(code: RenderFindingCode): boolean {
    if (this.isQuiet) return false;
    if (CODES[code].isRefused) this.refusals += 1;
    const list = CODES[code].severity === "error" ? this.errors : this.others;
    if (list.length < MOST_FINDINGS) return true;
    this.omitted += 1;
    return false;
  }

  /** Adds a finding that there is room for. */
  add(remark: Remark): void {
    (CODES[remark.code].severity === "error" ? this.errors : this.others).push(remark);
  }

  /** What was found so far, to go back to. */
  mark(): FindingsMark {
    const { omitted, refusals } = this;
    return { errorCount: this.errors.length, otherCount: this.others.length, omitted, refusals };
  }

  /** Takes back everything since a mark. */
  reset(mark: FindingsMark): void {
    this.errors.length = mark.errorCount;
    this.others.length = mark.otherCount;
    this.omitted = mark.omitted;
    this.refusals = mark.refusals;
  }

  /** All findings in the order of the bytes. */
  finish(): Finding[] {
    const all = [...this.errors, ...this.others];
    const isCut = all.length > MOST_FINDINGS || this.omitted > 0;
    const kept = isCut ? all.slice(0, MOST_FINDINGS - 1) : all;
    kept.sort((a, b) => a.start - b.start);
    const findings = kept.map(toFinding);
    if (!isCut) return findings;
    const count = all.length - kept.length + this.omitted;
    const message = `There are ${count} more findings about this message, which are not listed.`;
    return [...findings, { code: "more-findings", severity: "information", message }];
  }
}

function toFinding({ code, start, end, message, hint, path }: Remark): Finding {
  return {
    code,
    severity: CODES[code].severity,
    message,
    ...(hint === "" ? {} : { hint }),
    ...(path === "" ? {} : { path }),
    bytes: { start, end },
  };
}
