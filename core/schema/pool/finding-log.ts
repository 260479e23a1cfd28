import type { Finding } from "../../finding.ts";

const maxFindings = 500;

/** Collects findings up to a bound; what is beyond it is counted in a last one. */
export class FindingLog {
  private readonly kept: Finding[] = [];
  private readonly seen = new Set<string>();
  private leftOut = 0;

  /** Adds a finding unless the same sentence is there already. */
  add(finding: Finding): void {
    if (this.seen.has(finding.message)) return;
    if (this.kept.length >= maxFindings) {
      this.leftOut += 1;
      return;
    }
    this.seen.add(finding.message);
    this.kept.push(finding);
  }

  addAll(findings: readonly Finding[]): void {
    for (const finding of findings) this.add(finding);
  }

  /** True when no more findings are kept: making their sentences is a waste. */
  get isFull(): boolean {
    return this.kept.length >= maxFindings;
  }

  /** True when a finding of this code about this file was added. */
  has(code: string, file: string): boolean {
    return this.kept.some((finding) => finding.code === code && finding.file === file);
  }

  list(): readonly Finding[] {
    if (this.leftOut === 0) return [...this.kept];
    const last: Finding = {
      code: "more-findings",
      severity: "warning",
      message: `${this.leftOut} more findings about this schema are left out.`,
      hint: "Mend the ones above first: they often cause the others.",
    };
    return [...this.kept, last];
  }
}

/** `a, b, c and 4 more`, each shortened to a bearable length. */
export function nameList(names: readonly string[], max = 5): string {
  const shown = names.slice(0, max).map((name) => quoteName(name));
  return names.length <= max ? shown.join(", ") : `${shown.join(", ")} and ${names.length - max} more`;
}

/** A name for a sentence: as it is when it is harmless, quoted and shortened when it is not. */
export function quoteName(name: string): string {
  if (/^[\w.$/ -]{1,200}$/.test(name) && name.trim() === name) return name;
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}…` : name);
}
