import type { Finding } from "../../finding.ts";
import { QUOTE } from "../json/characters.ts";
import type { SyntaxFault } from "../json/cursor.ts";
import { locatePlaces } from "../json/places.ts";
import { findingOf, type Remark, Remarks } from "../remarks.ts";

/** Collects what is wrong with a JSON text. */
export class TextFindings {
  private readonly remarks = new Remarks<Remark>();

  get hasErrors(): boolean {
    return this.remarks.hasErrors;
  }

  /** True when no further error can be listed. */
  get isFull(): boolean {
    return this.remarks.isFull;
  }

  add(
    severity: "error" | "warning",
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
  ): void {
    this.remarks.add({ code, severity, message, hint, start, end });
  }

  /** All findings in text order, with line, column and path. */
  finish(text: string, fault: SyntaxFault | undefined): Finding[] {
    const kept = this.remarks.kept(fault && syntaxRemark(text, fault));
    if (kept.length === 0) return [];
    const places = locatePlaces(text, kept);
    return kept.map((remark, index) => findingOf(remark, places[index]?.path ?? "", places[index]?.place));
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
