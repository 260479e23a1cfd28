/** A sample server of its own process, as a stranger's server would be. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { SampleAddresses } from "../../../core/contract/views.ts";
import { ROOT } from "./launch.ts";

/** A running sample server and its end. */
export interface SampleProcess {
  readonly addresses: SampleAddresses;
  stop(): void;
}

/** Starts one and waits for its addresses. */
export async function startSampleProcess(): Promise<SampleProcess> {
  const server = spawn(process.execPath, ["dist/cli/byteglass.cjs", "sample", "--json"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { stdout } = server;
  if (stdout === null) throw new Error("The sample server has no output.");
  const line = await new Promise<string>((resolve) =>
    createInterface({ input: stdout }).once("line", resolve),
  );
  return { addresses: JSON.parse(line), stop: () => void server.kill("SIGINT") };
}
