/** A process outlives servers whose headers have no end, whenever memory is swept. */
import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { beforeAll, expect, it } from "vitest";
import { scratchFolder } from "../support/scratch-folder.ts";

const script = path.join(scratchFolder("swept"), "script.mjs");
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("support/swept-script.ts", import.meta.url))],
    outfile: script,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
});

it.each(["grpc", "grpc-web", "examine"])(
  "survives headers without end (%s)",
  async (how) => {
    const { stdout } = await promisify(execFile)(process.execPath, [script, how], { timeout: 60_000 });
    expect(stdout).toBe("done");
  },
  70_000,
);
