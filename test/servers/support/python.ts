/** Servers on gRPC's C++ core and C++ protobuf, under Python: scripts that get a descriptor set and print their port. */
import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { inFolder } from "../../cli/build-cli.ts";
import { programOf, type RunningProgram } from "./programs.ts";

/** Why a suite that needs it is skipped. */
export const pythonMissing = "no Python with grpc: apt-get install python3-grpcio";

/** A Python that has gRPC. */
export async function findPython(): Promise<string | undefined> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const found = await promisify(execFile)(python, ["-c", "import grpc, google.protobuf"]).then(
      () => true,
      () => false,
    );
    if (found) return python;
  }
  return undefined;
}

/** A running script. */
export interface RunningPython extends RunningProgram {
  readonly target: string;
}

/** What a script is started with: the `.proto` files that it serves, and where they and their imports are. */
export interface PythonServer {
  readonly script: string;
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** Starts a script with the descriptors of its files. */
export async function startPython(
  python: string,
  { script, files, folders }: PythonServer,
): Promise<RunningPython> {
  const scratch = mkdtempSync(join(tmpdir(), "byteglass-python-"));
  const set = join(scratch, "server.binpb");
  const protoc = inFolder("node_modules/protoc/protoc.cjs");
  const words = folders.map((path) => `-I${path}`);
  const out = ["--include_imports", `--descriptor_set_out=${set}`];
  await promisify(execFile)(process.execPath, [protoc, ...words, ...out, ...files]);
  const child = spawn(python, [script, set], { stdio: ["pipe", "pipe", "inherit"] });
  const running = programOf(child);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (text: Buffer) => resolve(text.toString().trim()));
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  return {
    target: `127.0.0.1:${port}`,
    async stop() {
      await running.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
