import type { Finding } from "../finding.ts";
import { createGuessBinder } from "../guess/binder.ts";
import { atomAt } from "../wire/atoms.ts";
import { OPAQUE_BINDER } from "../wire/binder.ts";
import { Kind } from "../wire/kinds.ts";
import { kindOf, lastRecordFrom, type Records } from "../wire/records.ts";
import { offsetText } from "../wire/rule.ts";
import { beginsUnreadably, isSound } from "../wire/soundness.ts";
import { walk } from "../wire/walk.ts";

/** Bytes that are tried to be dropped at either end. */
const LONGEST_CUT = 16;
/** Replacement characters that are looked at. */
const LOOKED_AT = 64;
/** Records that are read to see where the bytes stop making sense. */
const PROBED_RECORDS = 100_000;
/** Inputs above this size are not looked through for them: it takes a whole walk. */
const LONGEST_LOOK = 8 * 1024 * 1024;

/** What may have happened to the bytes before they came here. */
export function findSuspicions(bytes: Uint8Array): readonly Finding[] {
  const findings: Finding[] = [];
  const mangled = findMangled(bytes);
  if (mangled >= 0) findings.push(textMangled(mangled));
  if (bytes.length > 0 && !isSound(bytes)) {
    const cut = findShortestCut(bytes);
    if (cut !== undefined) findings.push(cut);
  }
  return findings;
}

/** The first U+FFFD in UTF-8 that is not inside a text value, or -1. */
function findMangled(bytes: Uint8Array): number {
  if (bytes.length > LONGEST_LOOK) return -1;
  let walked: ReturnType<typeof walk> | undefined;
  let seen = 0;
  for (let at = bytes.indexOf(0xef); at >= 0 && seen < LOOKED_AT; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] !== 0xbf || bytes[at + 2] !== 0xbd) continue;
    seen++;
    walked ??= walk(bytes, createGuessBinder(bytes));
    if (atomAt(walked, at)?.kind !== "text") return at;
  }
  return -1;
}

function textMangled(at: number): Finding {
  return {
    code: "text-mangled",
    severity: "error",
    message: `The bytes ef bf bd at ${offsetText(at)} are what remains of a byte that passed through text: the original is gone.`,
    hint: "Take the payload again as binary, base64 or hex.",
    bytes: { start: at, end: at + 3 },
  };
}

/**
 * Tries to drop up to sixteen bytes at either end; the shortest cut that leaves a sound message is reported. Less than
 * half is dropped: any few bytes parse. What stops inside a field that began well was cut short, and nothing was added.
 */
function findShortestCut(bytes: Uint8Array): Finding | undefined {
  const { records } = walk(bytes, OPAQUE_BINDER, { maximumRecords: PROBED_RECORDS });
  const canHavePrefix = beginsUnreadably(bytes);
  for (let cut = 1; cut <= LONGEST_CUT && 2 * cut < bytes.length; cut++) {
    const end = bytes.length - cut;
    if (isSound(bytes.subarray(0, end)) && (cut === 1 || isPadding(bytes, end) || !isCutShort(records, end)))
      return trailing(bytes, cut);
    if (canHavePrefix && isSound(bytes.subarray(cut))) {
      return {
        code: "extra-prefix",
        severity: "hint",
        message: `Without the first ${countText(cut)} all of it parses.`,
        hint: `Drop the first ${countText(cut)}.`,
        bytes: { start: 0, end: cut },
      };
    }
  }
  return undefined;
}

const isBreak = (byte: number) => byte === 0x0a || byte === 0x0d;
const isZero = (byte: number) => byte === 0;

function isPadding(bytes: Uint8Array, start: number): boolean {
  const rest = bytes.subarray(start);
  return rest.every(isBreak) || rest.every(isZero);
}

/** Whether a record with a tag starts at an offset, so that the bytes end in the middle of it. */
function isCutShort(records: Records, start: number): boolean {
  const record = lastRecordFrom(records, start);
  return records.start[record] === start && kindOf(records, record) !== Kind.gap;
}

function trailing(bytes: Uint8Array, cut: number): Finding {
  const start = bytes.length - cut;
  const rest = bytes.subarray(start);
  const newline = rest.every(isBreak);
  const zeros = rest.every(isZero);
  const what = newline ? "a line break" : zeros ? "padding with zeros" : "not part of the message";
  return {
    code: newline ? "trailing-newline" : zeros ? "zero-padding" : "trailing-bytes",
    severity: "hint",
    message: `Without the last ${countText(cut)} all of it parses: ${cut === 1 ? "it is" : "they are"} probably ${what}.`,
    hint: `Drop the last ${countText(cut)}.`,
    bytes: { start, end: bytes.length },
  };
}

function countText(count: number): string {
  return count === 1 ? "byte" : `${count} bytes`;
}
