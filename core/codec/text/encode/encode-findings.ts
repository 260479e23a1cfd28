import type { Finding } from "../../../finding.ts";
import { MOST_FINDINGS } from "../../limits.ts";
import { placesOf } from "../places.ts";
import type { SyntaxFault } from "./cursor.ts";

/** A finding before its line and column are worked out. Offsets are UTF-16. */
interface Remark {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
  readonly path: string;
}

/** Collects what is wrong with a text, up to 100 errors and warnings together; errors displace warnings. */
export class EncodeFindings {
  private readonly errors: Remark[] = [];
  private readonly warnings: Remark[] = [];

  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  /** True when no further error can be listed. */
  get isFull(): boolean {
    return this.errors.length >= MOST_FINDINGS;
  }

  /** True when a finding of this severity would be kept. */
  hasRoom(severity: "error" | "warning"): boolean {
    return (severity === "error" ? this.errors : this.warnings).length < MOST_FINDINGS;
  }

  add(remark: Remark): void {
    if (this.hasRoom(remark.severity))
      (remark.severity === "error" ? this.errors : this.warnings).push(remark);
  }

  /** All findings in text order, with line, column and path. */
  finish(text: string, fault: SyntaxFault | undefined, faultPath: string): Finding[] {
    const syntax: Remark[] =
      fault === undefined ? [] : [{ severity: "error", code: "text-syntax", ...fault, path: faultPath }];
    const errors = [...this.errors, ...syntax].slice(-MOST_FINDINGS);
    const kept = [...errors, ...this.warnings].slice(0, MOST_FINDINGS);
    kept.sort((a, b) => a.start - b.start || a.end - b.end);
    const places = placesOf(text, kept);
    return kept.map(({ code, severity, message, hint, path }, index) => {
      const place = places[index];
      return {
        code,
        severity,
        message,
        ...(hint === "" ? {} : { hint }),
        ...(path === "" ? {} : { path }),
        ...(place === undefined ? {} : { text: place }),
      };
    });
  }
}
