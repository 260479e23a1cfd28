/** Two messages' bytes as lines side by side. Pure. */
import type { ByteRun } from "../../core/contract/document-diff.ts";
import { hexDigits } from "../hex/cells.ts";

/** One line: up to `LINE_BYTES` bytes of either side, or a count of bytes that are the same. */
export interface DiffLine {
  readonly kind: ByteRun["kind"];
  readonly beforeOffset: number;
  readonly afterOffset: number;
  readonly before: string;
  readonly after: string;
}

const LINE_BYTES = 8;
/** Equal bytes that are shown around a difference; longer runs are counted. */
const CONTEXT = LINE_BYTES;

/** The lines of runs, as many as `limit`. */
export function byteLines(
  runs: readonly ByteRun[],
  before: Uint8Array,
  after: Uint8Array,
  limit: number,
): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  for (const run of runs) {
    if (run.kind === "same") lines.push(sameLine(run, before));
    else
      for (let at = 0; at < Math.max(length(run.before), length(run.after)); at += LINE_BYTES) {
        if (lines.length >= limit) return lines;
        lines.push(changedLine(run, before, after, at));
      }
    if (lines.length >= limit) return lines;
  }
  return lines;
}

function sameLine({ before, after }: ByteRun, bytes: Uint8Array): DiffLine {
  const count = length(before);
  const text =
    count <= CONTEXT
      ? hexOf(bytes, before.start, before.end)
      : `${count.toLocaleString("en")} bytes the same`;
  return { kind: "same", beforeOffset: before.start, afterOffset: after.start, before: text, after: text };
}

function changedLine(run: ByteRun, before: Uint8Array, after: Uint8Array, at: number): DiffLine {
  const start = { before: run.before.start + at, after: run.after.start + at };
  return {
    kind: run.kind,
    beforeOffset: start.before,
    afterOffset: start.after,
    before: hexOf(before, start.before, Math.min(run.before.end, start.before + LINE_BYTES)),
    after: hexOf(after, start.after, Math.min(run.after.end, start.after + LINE_BYTES)),
  };
}

function length({ start, end }: { readonly start: number; readonly end: number }): number {
  return end - start;
}

function hexOf(bytes: Uint8Array, start: number, end: number): string {
  return end <= start ? "" : Array.from(bytes.subarray(start, end), hexDigits).join(" ");
}
