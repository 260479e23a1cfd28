/** Scripts beside this file, each made one file that a process of its own can run. */
import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { scratchFolder } from "../../support/scratch-folder.ts";

/** A script that was bundled. */
export interface BundledScript {
  /** Runs it; a process that fails, or is not through after `timeout` ms, rejects the promise. */
  run(
    args: readonly string[],
    timeout: number,
  ): Promise<{ readonly stdout: string; readonly stderr: string }>;
}

export async function bundleScript(name: string): Promise<BundledScript> {
  const outfile = path.join(scratchFolder("script"), "script.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return {
    run: (args, timeout) => promisify(execFile)(process.execPath, [outfile, ...args], { timeout }),
  };
}
