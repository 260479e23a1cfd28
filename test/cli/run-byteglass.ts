/** Runs the terminal program as a process of its own, as a person would. */
import { type ChildProcess, spawn } from "node:child_process";
import { inFolder, launcher } from "./build-cli.ts";

/** How a process ended and what it wrote. */
export interface Outcome {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a process is given beside its words. */
export interface RunOptions {
  readonly stdin?: string;
  /** Added to this process's environment; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Called with the process when it has been started. */
  readonly onStart?: (child: ChildProcess) => void;
  /** Called with the process and with all it has written so far, whenever it writes. */
  readonly onOutput?: (child: ChildProcess, stdout: string) => void;
}

/** Runs `byteglass` with these words to its end. */
export function runByteglass(words: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = spawn(process.execPath, [launcher, ...words], {
    cwd: options.cwd ?? inFolder("."),
    env: { ...process.env, BYTEGLASS_CACHE: "", ...options.env },
  });
  options.onStart?.(child);
  const written = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.stdout += text;
    options.onOutput?.(child, written.stdout);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.stderr += text;
  });
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.stdin ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, ...written }));
  });
}
