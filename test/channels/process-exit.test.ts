import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGrpcServer, startGrpcServer } from "./support/grpc-server.ts";

const script = path.join(mkdtempSync(path.join(tmpdir(), "byteglass-exit-")), "script.mjs");
let server: RunningGrpcServer;
beforeAll(async () => {
  server = await startGrpcServer();
  await build({
    entryPoints: [fileURLToPath(new URL("support/exit-script.ts", import.meta.url))],
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
afterAll(() => server.stop());

describe("a process", () => {
  // A process that does not end is killed, and then the promise rejects.
  it.each(["close", "leave"])("ends by itself after its calls (%s)", async (mode) => {
    const run = promisify(execFile)(process.execPath, [script, `127.0.0.1:${server.port}`, mode], {
      timeout: 15_000,
    });
    expect(await run).toEqual({ stdout: "0 4 14 14", stderr: "" });
  });
});
