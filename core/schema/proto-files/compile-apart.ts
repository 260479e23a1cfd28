import { createHash } from "node:crypto";
import { lenPayloads } from "../raw/fields.ts";
import { FILE_SET } from "../raw/tags.ts";
import { type Diagnostic, parseDiagnostics } from "./diagnostics.ts";
import { type ProtocOutcome, type ProtocRun, runProtoc } from "./run-protoc.ts";

/** Files that are compiled one by one: each is a run of the compiler. */
export const maxApart = 500;

/** Runs at the same time. */
const maxRunning = 4;

/** What came of compiling files one by one. */
export interface CompiledApart {
  /** Serialized descriptors, equal ones once. */
  readonly files: readonly Uint8Array[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles each file by itself: files of which the compiler says that they declare the same things, such as one that is
 * imported under two names, do not go together, yet each is sound. Rejects as `runProtoc` does; `run.timeout` is for all.
 */
export async function compileApart(run: ProtocRun): Promise<CompiledApart> {
  const endsAt = performance.now() + run.timeout;
  const outcomes: ProtocOutcome[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < run.files.length; at = next++) {
      const timeout = Math.max(1, endsAt - performance.now());
      outcomes[at] = await runProtoc({ ...run, files: run.files.slice(at, at + 1), timeout });
    }
  };
  await Promise.all(Array.from({ length: maxRunning }, work));
  const files = new Map<string, Uint8Array>();
  // In the order of the files, whichever was done first: where two declare the same, the first one wins.
  for (const bytes of outcomes.flatMap(({ set }) =>
    set === undefined ? [] : lenPayloads(set, FILE_SET.file),
  )) {
    const hash = createHash("sha256").update(bytes).digest("hex");
    if (!files.has(hash)) files.set(hash, bytes);
  }
  const diagnostics = outcomes.flatMap((outcome) => parseDiagnostics(outcome.diagnostics));
  return { files: [...files.values()], diagnostics };
}
