import type { Finding } from "../../../finding.ts";
import { MOST_FINDINGS } from "../../limits.ts";
import { type CodeMeaning, MESSAGE_CODES } from "../../render/message-codes.ts";

/** What can be said when a message becomes text format, which shows more than JSON can. */
const CODES = {
  ...MESSAGE_CODES,
  "damaged-any": { severity: "warning", isRefused: false },
  "unresolved-any": { severity: "information", isRefused: false },
} as const satisfies Readonly<Record<string, CodeMeaning>>;

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
