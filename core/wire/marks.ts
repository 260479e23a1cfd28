import type { FindingCode } from "./codes.ts";

/** What a mark tells beside its code: sizes, numbers, names. Which ones, the code's rule says. */
export type MarkValue = string | number | bigint;

/** A finding before it is put into words: a code at a place. */
export interface Mark {
  readonly code: FindingCode;
  /** Row of the record it is about, or -1 for the whole buffer. */
  readonly record: number;
  readonly start: number;
  readonly end: number;
  readonly values: readonly MarkValue[];
}

/** Marks kept per code; the rest are counted. */
export const MARKS_PER_CODE = 64;

const NO_VALUES: readonly MarkValue[] = [];

/** A bounded list of marks: hostile bytes can cause one a byte. */
export class MarkList {
  private readonly kept: Mark[] = [];
  private readonly counts = new Map<FindingCode, number>();

  add(
    code: FindingCode,
    record: number,
    start: number,
    end: number,
    values: readonly MarkValue[] = NO_VALUES,
  ): void {
    const count = this.counts.get(code) ?? 0;
    this.counts.set(code, count + 1);
    if (count < MARKS_PER_CODE) this.kept.push({ code, record, start, end, values });
  }

  /** Kept marks in the order of their places. */
  sorted(): readonly Mark[] {
    return [...this.kept].sort((a, b) => a.start - b.start || a.end - b.end);
  }

  /** Codes of which not all marks were kept, with the number that were dropped. */
  dropped(): readonly { readonly code: FindingCode; readonly count: number }[] {
    return [...this.counts]
      .filter(([, count]) => count > MARKS_PER_CODE)
      .map(([code, count]) => ({ code, count: count - MARKS_PER_CODE }));
  }

  /** Remembers the marks; the function that it returns forgets those that came later. */
  save(): () => void {
    const { length } = this.kept;
    const counts = [...this.counts];
    return () => {
      this.kept.length = length;
      this.counts.clear();
      for (const [code, count] of counts) this.counts.set(code, count);
    };
  }
}
