/** Edits of bytes as they are kept: which bytes became which, step by step. Plain values that survive a restart. */
import type { BytePatch } from "../../core/contract/edit.ts";
import type { Span } from "../../core/finding.ts";
import { decodeBase64, encodeBase64 } from "../format/base64.ts";

/** Bytes `start` to `end` of the bytes before the step, replaced. */
export interface KeptPatch extends Span {
  readonly base64: string;
}

/** A field is read as something else: its bytes stay. Without a type the bytes decide again. */
export interface KeptReading {
  readonly record: number;
  readonly type?: string | undefined;
}

/** One edit, in words and as patches: sorted by start, not overlapping. */
export interface EditStep {
  readonly title: string;
  readonly patches: readonly KeptPatch[];
  readonly reading?: KeptReading | undefined;
}

/** All edits that were made; the first `at` of them are in force, the others can be made again. */
export interface EditHistory {
  readonly steps: readonly EditStep[];
  readonly at: number;
}

/** Bytes that were not edited. */
export const NO_EDITS: EditHistory = { steps: [], at: 0 };

/** Edits that one history keeps. */
export const STEP_LIMIT = 5000;

/** Adds an edit after those in force; what was undone is given up. */
export function addStep(history: EditHistory, title: string, patches: readonly BytePatch[]): EditHistory {
  const kept = patches.map(({ start, end, bytes }) => ({ start, end, base64: encodeBase64(bytes) }));
  const steps = [...history.steps.slice(0, history.at), { title, patches: kept }];
  return { steps, at: steps.length };
}

/** Adds another reading of a field after the edits in force. */
export function addReading(history: EditHistory, title: string, reading: KeptReading): EditHistory {
  const steps = [...history.steps.slice(0, history.at), { title, patches: [], reading }];
  return { steps, at: steps.length };
}

/** Goes back (−1) or forth (1) by one edit; the same history when there is none that way. */
export function moveInHistory(history: EditHistory, by: 1 | -1): EditHistory {
  const at = history.at + by;
  return at < 0 || at > history.steps.length ? history : { ...history, at };
}

/** The patches of a step, as the engine takes them. */
export function patchesOf({ patches }: EditStep): BytePatch[] {
  return patches.map(({ start, end, base64 }) => ({ start, end, bytes: decodeBase64(base64) }));
}

/** Where the bytes in force differ from those before all edits, in offsets of now. Empty spans mark a removal. */
export function changedSpans({ steps, at }: EditHistory): readonly Span[] {
  return steps.slice(0, at).reduce<readonly Span[]>((spans, { patches }) => addPatches(spans, patches), []);
}

/** Bytes in `spans`; a place where bytes were removed counts as one. */
export function changedCount(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + Math.max(1, end - start), 0);
}

function addPatches(spans: readonly Span[], patches: readonly KeptPatch[]): readonly Span[] {
  let shift = 0;
  const added = patches.map(({ start, end, base64 }) => {
    const length = base64Length(base64);
    const span = { start: start + shift, end: start + shift + length };
    shift += length - (end - start);
    return span;
  });
  const moved = spans.map((span) => ({
    start: moveOffset(span.start, patches, "start"),
    end: moveOffset(span.end, patches, "end"),
  }));
  return merge([...moved, ...added]);
}

/** Where an offset is after a step; one inside a patch goes to the edge that keeps the span around it. */
function moveOffset(offset: number, patches: readonly KeptPatch[], edge: "start" | "end"): number {
  let shift = 0;
  for (const { start, end, base64 } of patches) {
    if (offset < start || (offset === start && edge === "end")) break;
    const length = base64Length(base64);
    if (offset < end) return start + shift + (edge === "start" ? 0 : length);
    shift += length - (end - start);
  }
  return offset + shift;
}

function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

function base64Length(base64: string): number {
  const padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
