import type { Result } from "../../finding.ts";
import type { PoolPart } from "../pool/pool.ts";

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

/**
 * Compiles `.proto` source with the bundled `protoc`. Faults in the source are findings with file, line and column;
 * files without faults still load. Rejects with a `ByteglassError` only when the compiler cannot run (`unsupported`),
 * runs too long (`timeout`) or is `cancelled`.
 */
export function compileProtos(options: CompileOptions): Promise<Result<PoolPart>> {
  throw new Error(`not built yet: ${options.files.length}`);
}
