/** Two documents byte by byte, aligned along their atoms. */
import type { ByteRun } from "../contract/document-diff.ts";
import { atomAt } from "../wire/atoms.ts";
import type { RecordTable } from "../wire/records.ts";
import { align } from "./align.ts";

/** Atoms that are aligned one by one; longer documents are aligned by their beginning, the rest is one run. */
const MOST_ATOMS = 400_000;
/** Bytes of an atom that name it; longer ones with the same name are compared. */
const TOKEN_BYTES = 64;
const MOST_RUNS = 10_000;

interface Tokens {
  readonly ids: Uint32Array;
  /** Where each token starts, and where the last ends. */
  readonly starts: Uint32Array;
  readonly end: number;
}

/** Runs of equal and different bytes that cover both buffers. */
export function byteRuns(before: RecordTable, after: RecordTable): readonly ByteRun[] {
  const names = new TokenNames();
  const [left, right] = [tokensOf(before, names), tokensOf(after, names)];
  const runs: ByteRun[] = [];
  for (const run of align(left.ids, right.ids)) {
    const spans = {
      before: { start: startOf(left, run.beforeStart), end: startOf(left, run.beforeEnd) },
      after: { start: startOf(right, run.afterStart), end: startOf(right, run.afterEnd) },
    };
    if (run.same) runs.push({ kind: "same", ...spans });
    else addDifferent(runs, before.bytes, after.bytes, spans);
  }
  const rest = {
    before: { start: left.end, end: before.bytes.length },
    after: { start: right.end, end: after.bytes.length },
  };
  addDifferent(runs, before.bytes, after.bytes, rest);
  return bounded(runs, before.bytes.length, after.bytes.length);
}

type Spans = Pick<ByteRun, "before" | "after">;

/** What differs, without the bytes that are equal at either end of it. */
function addDifferent(runs: ByteRun[], left: Uint8Array, right: Uint8Array, { before, after }: Spans): void {
  let head = 0;
  const longest = Math.min(before.end - before.start, after.end - after.start);
  while (head < longest && left[before.start + head] === right[after.start + head]) head++;
  let tail = 0;
  while (tail < longest - head && left[before.end - 1 - tail] === right[after.end - 1 - tail]) tail++;
  const middle = {
    before: { start: before.start + head, end: before.end - tail },
    after: { start: after.start + head, end: after.end - tail },
  };
  push(runs, "same", {
    before: { start: before.start, end: middle.before.start },
    after: { start: after.start, end: middle.after.start },
  });
  const isAdded = middle.before.start === middle.before.end;
  const isRemoved = middle.after.start === middle.after.end;
  push(runs, isAdded ? "added" : isRemoved ? "removed" : "changed", middle);
  push(runs, "same", {
    before: { start: middle.before.end, end: before.end },
    after: { start: middle.after.end, end: after.end },
  });
}

/** Adds a run that is not empty, joined with the one before where both are equal bytes. */
function push(runs: ByteRun[], kind: ByteRun["kind"], { before, after }: Spans): void {
  if (before.start === before.end && after.start === after.end) return;
  const last = runs.at(-1);
  if (last?.kind === "same" && kind === "same") {
    runs[runs.length - 1] = {
      kind,
      before: { start: last.before.start, end: before.end },
      after: { start: last.after.start, end: after.end },
    };
  } else runs.push({ kind, before, after });
}

function bounded(runs: readonly ByteRun[], beforeLength: number, afterLength: number): readonly ByteRun[] {
  if (runs.length <= MOST_RUNS) return runs;
  const kept = runs.slice(0, MOST_RUNS - 1);
  const last = kept.at(-1);
  return [
    ...kept,
    {
      kind: "changed",
      before: { start: last?.before.end ?? 0, end: beforeLength },
      after: { start: last?.after.end ?? 0, end: afterLength },
    },
  ];
}

function startOf({ starts, end }: Tokens, token: number): number {
  return token < starts.length ? (starts[token] ?? end) : end;
}

function tokensOf(table: RecordTable, names: TokenNames): Tokens {
  const ids: number[] = [];
  const starts: number[] = [];
  let at = 0;
  while (at < table.bytes.length && ids.length < MOST_ATOMS) {
    const atom = atomAt(table, at);
    if (atom === undefined) break;
    ids.push(names.idOf(table.bytes, atom.start, atom.end));
    starts.push(at);
    at = atom.end;
  }
  return { ids: Uint32Array.from(ids), starts: Uint32Array.from(starts), end: at };
}

interface Token {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly id: number;
}

/** Numbers runs of bytes, equal ones alike. */
class TokenNames {
  private readonly tokens = new Map<string, Token[]>();
  private count = 0;

  idOf(bytes: Uint8Array, start: number, end: number): number {
    const head = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + TOKEN_BYTES)));
    const name = `${end - start}:${head}`;
    const alike = this.tokens.get(name);
    const known = alike?.find((token) => end - start <= TOKEN_BYTES || isEqual(token, bytes, start, end));
    if (known !== undefined) return known.id;
    const token = { bytes, start, end, id: this.count++ };
    if (alike === undefined) this.tokens.set(name, [token]);
    else alike.push(token);
    return token.id;
  }
}

function isEqual(token: Token, bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = 0; at < end - start; at++) {
    if (token.bytes[token.start + at] !== bytes[start + at]) return false;
  }
  return true;
}
