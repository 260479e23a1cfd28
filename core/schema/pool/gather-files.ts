import { readFileHeader } from "../raw/file-header.ts";
import { describeDifference, sameFile } from "./compare-files.ts";
import { decodeFile, type PoolFile } from "./decode-file.ts";
import { type FindingLog, quoteName } from "./finding-log.ts";
import type { PoolPart } from "./pool.ts";
import { SizeBudget } from "./size-budget.ts";

/** Files by name: one a name. */
export type FileTable = Map<string, PoolFile>;

/** A serialized file with the name it gives itself. */
export interface RawFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly origin: string;
  /** What a person calls its source: an address or a file; else how it came. */
  readonly source: string;
}

/** Every file of every part with its name, in order; nameless ones are reported. */
export function rawFiles(parts: readonly PoolPart[], log: FindingLog): readonly RawFile[] {
  return parts.flatMap((part) =>
    part.files.flatMap((bytes) => {
      const { name } = readFileHeader(bytes);
      if (name !== "") return [{ name, bytes, origin: part.origin, source: part.name ?? part.origin }];
      log.add({
        code: "file-without-name",
        severity: "error",
        message: `A file of ${bytes.length} bytes from ${part.origin} has no name and is left out.`,
        hint: "The source sent something that is not a FileDescriptorProto: check it, or load the schema another way.",
      });
      return [];
    }),
  );
}

/** Decodes the files, one a name: the first readable one of a name wins, and a finding says what another has different. */
export function gatherFiles(files: readonly RawFile[], log: FindingLog): FileTable {
  const table: FileTable = new Map();
  const first = new Map<string, RawFile>();
  const budget = new SizeBudget();
  for (const raw of files) {
    const winner = first.get(raw.name);
    if (winner !== undefined && Buffer.compare(winner.bytes, raw.bytes) === 0) continue;
    const refusal = budget.refusal(raw.bytes);
    const decoded = refusal ? { reason: refusal } : decodeFile(raw.bytes, raw.name, raw.origin);
    if ("reason" in decoded) {
      log.add(unreadable(raw, decoded.reason));
      continue;
    }
    const kept = table.get(raw.name);
    if (kept === undefined) {
      table.set(raw.name, decoded.file);
      first.set(raw.name, raw);
    } else settle(kept, decoded.file, [first.get(raw.name)?.source ?? kept.origin, raw.source], log);
  }
  return table;
}

function settle(kept: PoolFile, other: PoolFile, sources: readonly [string, string], log: FindingLog): void {
  if (sameFile(kept.proto, other.proto)) {
    if (kept.sourceInfo === undefined && other.sourceInfo !== undefined) kept.sourceInfo = other.sourceInfo;
    return;
  }
  const [here, there] = sources[0] === sources[1] ? ["the first copy", "the second"] : sources;
  log.add({
    code: "file-conflict",
    severity: "warning",
    message: `${quoteName(kept.name)} differs between ${here} and ${there}; ${here} wins. Different: ${describeDifference(kept.proto, other.proto)}.`,
    hint: "Order the sources so that the one you trust comes first, or leave the other out.",
    file: kept.name,
  });
}

function unreadable(raw: RawFile, reason: string): Parameters<FindingLog["add"]>[0] {
  return {
    code: "file-unreadable",
    severity: "error",
    message: `${quoteName(raw.name)} from ${raw.origin} cannot be read as a FileDescriptorProto and is left out: ${reason}.`,
    hint: "The types it declares are missing; load them from another source.",
    file: raw.name,
  };
}
