/** What is wrong with a text that is encoded, before its places are worked out. */
import type { Finding, TextPlace } from "../finding.ts";
import { MOST_FINDINGS } from "./limits.ts";

/** A finding by its offsets, in UTF-16. */
export interface Remark {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Empty for none. */
  readonly hint: string;
}

/** Up to 100 errors and warnings together; errors displace warnings. */
export class Remarks<Kept extends Remark> {
  private readonly errors: Kept[] = [];
  private readonly warnings: Kept[] = [];

  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  /** True when no further error can be listed. */
  get isFull(): boolean {
    return !this.hasRoom("error");
  }

  /** True when a finding of this severity would be kept. */
  hasRoom(severity: Remark["severity"]): boolean {
    return this.listOf(severity).length < MOST_FINDINGS;
  }

  add(remark: Kept): void {
    if (this.hasRoom(remark.severity)) this.listOf(remark.severity).push(remark);
  }

  /** Those to list, in text order; `fault`, which ended the reading, is among them whatever else is. */
  kept(fault: Kept | undefined): Kept[] {
    const errors = fault === undefined ? this.errors : [...this.errors, fault];
    const kept = [...errors.slice(-MOST_FINDINGS), ...this.warnings].slice(0, MOST_FINDINGS);
    return kept.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  private listOf(severity: Remark["severity"]): Kept[] {
    return severity === "error" ? this.errors : this.warnings;
  }
}

/** The finding of a remark; an empty path is none. */
export function findingOf(
  { code, severity, message, hint }: Remark,
  path: string,
  text: TextPlace | undefined,
): Finding {
  return {
    code,
    severity,
    message,
    ...(hint === "" ? {} : { hint }),
    ...(path === "" ? {} : { path }),
    ...(text === undefined ? {} : { text }),
  };
}
