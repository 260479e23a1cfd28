import type { Finding, Severity } from "../../finding.ts";
import { QUOTE } from "../json/characters.ts";
import type { SyntaxFault } from "../json/cursor.ts";
import { locatePlaces } from "../json/places.ts";
import { MOST_FINDINGS } from "../limits.ts";

/** A finding before its place is worked out. Offsets are UTF-16. */
interface Remark {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly start: number;
  readonly end: number;
}

/** Collects what is wrong with a JSON text, up to 100 errors and warnings together; errors displace warnings. */
export class TextFindings {
  private readonly errors: Remark[] = [];
  private readonly warnings: Remark[] = [];

  get hasErrors(): boolean {
    return this.errors.length > 0;
  }

  /** True when no further error can be listed. */
  get isFull(): boolean {
    return this.errors.length >= MOST_FINDINGS;
  }

  add(
    severity: "error" | "warning",
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
  ): void {
    const list = severity === "error" ? this.errors : this.warnings;
    if (list.length < MOST_FINDINGS) list.push({ code, severity, message, hint, start, end });
  }

  /** All findings in text order, with line, column and path. */
  finish(text: string, fault: SyntaxFault | undefined): Finding[] {
    const errors = fault === undefined ? this.errors : [...this.errors, syntaxRemark(text, fault)];
    const kept = [...errors.slice(-MOST_FINDINGS), ...this.warnings].slice(0, MOST_FINDINGS);
    if (kept.length === 0) return [];
    kept.sort((a, b) => a.start - b.start || a.end - b.end);
    const places = locatePlaces(text, kept);
    return kept.map(({ code, severity, message, hint }, index) => {
      const place = places[index];
      return {
        code,
        severity,
        message,
        ...(hint === "" ? {} : { hint }),
        ...(place === undefined || place.path === "" ? {} : { path: place.path }),
        ...(place === undefined ? {} : { text: place.place }),
      };
    });
  }
}

function syntaxRemark(text: string, fault: SyntaxFault): Remark {
  const { start, end, expected, hint } = fault;
  return {
    code: "json-syntax",
    severity: "error",
    message: `Expected ${expected}, but ${foundAt(text, start)}.`,
    hint,
    start,
    end,
  };
}

function foundAt(text: string, at: number): string {
  if (at >= text.length) return "the text ends";
  const code = text.codePointAt(at) ?? 0;
  if (code === QUOTE) return "found a string";
  if (code < 0x20 || code === 0x7f || code === 0xfeff || code === 0xa0)
    return `found the character U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const word = /^[\w$.+-]{1,20}/.exec(text.substring(at, at + 20))?.[0] ?? String.fromCodePoint(code);
  return `found ${JSON.stringify(word)}`;
}
