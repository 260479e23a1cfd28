import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ByteglassError } from "../../error.ts";

/** One run of the compiler. */
export interface ProtocRun {
  readonly binary: string;
  readonly roots: readonly string[];
  /** Absolute paths below one of the roots. */
  readonly files: readonly string[];
  /** Bound on the run, in ms. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
}

/** What a run left: a serialized FileDescriptorSet when it succeeded, and what it said. */
export interface ProtocOutcome {
  readonly set: Uint8Array | undefined;
  readonly diagnostics: string;
}

/** The compiler's own text is cut here: a thousand errors are enough to mend the first. */
const maxDiagnosticLength = 1_000_000;

/** Runs protoc once. Rejects with `unsupported`, `timeout` or `cancelled`. */
export async function runProtoc(run: ProtocRun): Promise<ProtocOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "byteglass-protoc-"));
  try {
    const output = join(folder, "set.binpb");
    const argumentsFile = join(folder, "arguments");
    await writeFile(argumentsFile, argumentLines(run, output).join("\n"));
    const { code, diagnostics } = await execute(run, argumentsFile);
    return { set: code === 0 ? await readFile(output) : undefined, diagnostics };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One argument a line: thousands of files do not fit a command line everywhere. */
function argumentLines(run: ProtocRun, output: string): readonly string[] {
  return [
    ...run.roots.map((root) => `--proto_path=${root}`),
    "--include_imports",
    "--include_source_info",
    "--retain_options",
    `--descriptor_set_out=${output}`,
    ...run.files,
  ];
}

function execute(
  run: ProtocRun,
  argumentsFile: string,
): Promise<{ readonly code: number; readonly diagnostics: string }> {
  return new Promise((resolve, reject) => {
    if (run.signal?.aborted === true) {
      reject(cancelled());
      return;
    }
    const child = spawn(run.binary, [`@${argumentsFile}`], {
      stdio: ["ignore", "ignore", "pipe"],
      windowsHide: true,
    });
    let diagnostics = "";
    let failure: ByteglassError | undefined;
    const stop = (error: ByteglassError): void => {
      failure ??= error;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop(tooLong(run.timeout)), run.timeout);
    const onAbort = (): void => stop(cancelled());
    run.signal?.addEventListener("abort", onAbort, { once: true });
    child.stderr.setEncoding("utf8");
    child.stderr.on("data", (text: string) => {
      if (diagnostics.length < maxDiagnosticLength) diagnostics += text;
    });
    child.on("error", (cause) => {
      failure ??= cannotStart(run.binary, cause);
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      run.signal?.removeEventListener("abort", onAbort);
      if (failure === undefined) resolve({ code: code ?? 1, diagnostics });
      else reject(failure);
    });
  });
}

function cancelled(): ByteglassError {
  return new ByteglassError("cancelled", "Compiling the .proto files was cancelled.", {
    hint: "Start it again when you like.",
  });
}

function tooLong(timeout: number): ByteglassError {
  return new ByteglassError(
    "timeout",
    `Compiling the .proto files took longer than ${timeout} ms and was stopped.`,
    {
      hint: "Name fewer files: what they import is found by itself.",
    },
  );
}

function cannotStart(binary: string, cause: Error): ByteglassError {
  return new ByteglassError("unsupported", `The compiler ${binary} cannot be started: ${cause.message}.`, {
    hint: "Check that it is there and may be executed, or load a descriptor set (--protoset FILE).",
    cause,
  });
}
