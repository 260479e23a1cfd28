import type { Finding } from "../../finding.ts";
import { locatePaths } from "../json/places.ts";
import { MOST_FINDINGS } from "../limits.ts";
import { type CodeMeaning, MESSAGE_CODES } from "./message-codes.ts";

/** What can be said when a message becomes JSON. */
const CODES = {
  ...MESSAGE_CODES,
  "bad-timestamp": { severity: "error", isRefused: true },
  "bad-duration": { severity: "error", isRefused: true },
  "bad-field-mask": { severity: "error", isRefused: true },
  "bad-number": { severity: "error", isRefused: true },
  "unresolved-any": { severity: "warning", isRefused: true },
  "empty-value": { severity: "information", isRefused: false },
} as const satisfies Readonly<Record<string, CodeMeaning>>;

/** A code of a finding about bytes. */
export type ByteFindingCode = keyof typeof CODES;

interface Remark {
  readonly code: ByteFindingCode;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
  /** Where the value that is concerned stands in the JSON text. */
  readonly textOffset: number;
}

/** Collects what a JSON text leaves out or shows in another form; at most 100 findings, errors first to be kept. */
export class ByteFindings {
  /** True when a conforming parser would refuse the message. */
  isRefused = false;
  /** While true, nothing is collected. */
  isQuiet = false;
  private readonly errors: Remark[] = [];
  private readonly others: Remark[] = [];
  private omitted = 0;

  /** True when a finding of this kind would be kept. A false answer counts as one that is left out. */
  hasRoom(code: ByteFindingCode): boolean {
    if (this.isQuiet) return false;
    const list = CODES[code].severity === "error" ? this.errors : this.others;
    if (list.length < MOST_FINDINGS) return true;
    this.omitted += 1;
    return false;
  }

  add(
    code: ByteFindingCode,
    start: number,
    end: number,
    textOffset: number,
    message: string,
    hint = "",
  ): void {
    if (this.isQuiet) return;
    const { severity, isRefused } = CODES[code];
    if (isRefused) this.isRefused = true;
    const list = severity === "error" ? this.errors : this.others;
    if (list.length < MOST_FINDINGS) list.push({ code, start, end, message, hint, textOffset });
    else this.omitted += 1;
  }

  /** All findings in the order of the bytes, with JSON paths into the text. */
  finish(text: string): Finding[] {
    const all = [...this.errors, ...this.others];
    const isCut = all.length > MOST_FINDINGS || this.omitted > 0;
    const kept = isCut ? all.slice(0, MOST_FINDINGS - 1) : all;
    if (kept.length === 0) return [];
    const paths = pathsOf(text, kept);
    const sorted = kept.map((remark, index) => ({ remark, path: paths[index] ?? "" }));
    sorted.sort((a, b) => a.remark.start - b.remark.start);
    const findings = sorted.map(({ remark, path }) => toFinding(remark, path));
    if (isCut) findings.push(moreFinding(all.length - kept.length + this.omitted));
    return findings;
  }
}

function pathsOf(text: string, remarks: readonly Remark[]): string[] {
  const order = remarks.map((_, index) => index);
  const offset = (index: number): number => remarks[index]?.textOffset ?? 0;
  order.sort((a, b) => offset(a) - offset(b));
  const located = locatePaths(text, order.map(offset));
  const paths: string[] = [];
  for (const [rank, index] of order.entries()) paths[index] = located[rank] ?? "";
  return paths;
}

function toFinding(remark: Remark, path: string): Finding {
  return {
    code: remark.code,
    severity: CODES[remark.code].severity,
    message: remark.message,
    ...(remark.hint === "" ? {} : { hint: remark.hint }),
    ...(path === "" ? {} : { path }),
    bytes: { start: remark.start, end: remark.end },
  };
}

function moreFinding(count: number): Finding {
  const message = `There are ${count} more findings about this message, which are not listed.`;
  return { code: "more-findings", severity: "information", message };
}
