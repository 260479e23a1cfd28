import { execFile } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratchFolder } from "../support/scratch-folder.ts";
import { type RunningGrpcServer, startGrpcServer } from "./support/grpc-server.ts";
import { frame, startHttp2Server } from "./support/http2-server.ts";

const script = path.join(scratchFolder("exit"), "script.mjs");
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

// A process that does not end is killed, and then the promise rejects.
const run = (port: number, mode: string) =>
  promisify(execFile)(process.execPath, [script, `127.0.0.1:${port}`, mode], { timeout: 15_000 });

describe("a process", () => {
  it.each(["close", "leave"])("ends by itself after its calls (%s)", async (mode) => {
    expect(await run(server.port, mode)).toEqual({ stdout: "0 4 14 14", stderr: "" });
  });

  it("lives until a call over HTTP/2 has its answer, and ends by itself then", async () => {
    const late = await startHttp2Server((stream) => {
      setTimeout(() => {
        stream.respond({ ":status": 200, "content-type": "application/grpc-web+proto" });
        stream.end(frame(Buffer.from("grpc-status: 0\r\n"), 0x80));
      }, 300);
    });
    expect(await run(late.port, "http2")).toEqual({ stdout: "0", stderr: "" });
    late.stop();
  });
});
