import type { Finding, Result } from "../../finding.ts";
import type { PoolPart } from "../pool/pool.ts";
import { lenPayloads } from "../raw/fields.ts";
import { FILE_SET } from "../raw/tags.ts";
import { compileApart, maxApart } from "./compile-apart.ts";
import { compileFindings, declaredTwice } from "./compile-findings.ts";
import { type Diagnostic, parseDiagnostics } from "./diagnostics.ts";
import { type Entries, findEntries, importName } from "./entries.ts";
import { protocBinary } from "./protoc-binary.ts";
import { type ProtocRun, runProtoc } from "./run-protoc.ts";

/** Options of `compileProtos`. */
export interface CompileOptions {
  /** `.proto` files, or folders of them. A file outside every import path gets its own folder as import path. */
  readonly files: readonly string[];
  /** Folders imports are looked for in, in this order, before the bundled ones. */
  readonly importPaths: readonly string[];
  readonly signal?: AbortSignal;
  /** Bound on one run of the compiler, in ms; 60,000 unless given. */
  readonly timeout?: number;
  /** The `protoc` executable to use instead of the bundled one. */
  readonly protocPath?: string;
}

const defaultTimeout = 60_000;

/** Runs without the files that had errors: each run can show others that only they kept from failing. */
const maxRuns = 4;

/**
 * Compiles `.proto` source with the bundled `protoc`. Faults in the source are findings with file, line and column;
 * files without faults still load. Rejects with a `ByteglassError` only when the compiler cannot run (`unsupported`),
 * runs too long (`timeout`) or is `cancelled`. The value's findings are the result's.
 */
export async function compileProtos(options: CompileOptions): Promise<Result<PoolPart>> {
  const entries = findEntries(options.files, options.importPaths);
  const found = new Map(entries.findings.map((finding) => [finding.message, finding]));
  const compiler = {
    binary: protocBinary(options.protocPath),
    roots: entries.roots,
    timeout: options.timeout ?? defaultTimeout,
    signal: options.signal,
  };
  let files = entries.files;
  for (let run = 0; run < maxRuns && files.length > 0; run += 1) {
    const { set, diagnostics } = await runProtoc({ ...compiler, files });
    const said = parseDiagnostics(diagnostics);
    for (const finding of compileFindings(said, entries)) found.set(finding.message, finding);
    if (set !== undefined) {
      const findings = [...found.values()];
      return {
        ok: true,
        value: { origin: "files", files: lenPayloads(set, FILE_SET.file), findings },
        findings,
      };
    }
    const isConflict = [...found.values()].some(({ code }) => code === declaredTwice);
    if (isConflict && files.length > 1 && entries.files.length <= maxApart) {
      return await eachByItself({ ...compiler, files: entries.files }, entries, [...found.values()]);
    }
    files = withoutFaulty(files, said, entries);
  }
  return { ok: false, findings: found.size === 0 ? [nothingToCompile] : [...found.values()] };
}

/** The whole when its files do not go together: what compiles by itself, and findings about the rest. */
async function eachByItself(
  run: ProtocRun,
  entries: Entries,
  findings: readonly Finding[],
): Promise<Result<PoolPart>> {
  const apart = await compileApart(run);
  if (apart.files.length === 0) return { ok: false, findings };
  const found = [...entries.findings, ...compileFindings(apart.diagnostics, entries)];
  const told = [...new Map(found.map((finding) => [finding.message, finding])).values()];
  return { ok: true, value: { origin: "files", files: apart.files, findings: told }, findings: told };
}

/** The files no error names; none when that does not make a difference. */
function withoutFaulty(
  files: readonly string[],
  diagnostics: readonly Diagnostic[],
  entries: Entries,
): readonly string[] {
  const faulty = new Set(diagnostics.filter((one) => !one.isWarning).map((one) => one.file));
  const good = files.filter((file) => !faulty.has(importName(file, entries.roots)) && !faulty.has(file));
  return good.length === files.length ? [] : good;
}

const nothingToCompile: Finding = {
  code: "no-proto-files",
  severity: "error",
  message: "There is no .proto file among what was given.",
  hint: "Name .proto files, or a folder that holds some.",
};
