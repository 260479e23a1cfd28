/** `byteglass sample` as a process: the server the terminal's tests talk to. */
import { spawn } from "node:child_process";
import type { SampleAddresses } from "../../core/contract/views.ts";
import { launcher } from "./build-cli.ts";

/** A running sample server. */
export interface SampleProcess extends SampleAddresses {
  /** Ends it by Ctrl C and resolves with its exit status. */
  stop(): Promise<number | null>;
}

/** Starts the sample servers on free ports and resolves when they can be called. */
export function startSampleProcess(): Promise<SampleProcess> {
  const child = spawn(process.execPath, [launcher, "sample", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, BYTEGLASS_CACHE: "" },
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const stop = (): Promise<number | null> => {
    child.kill("SIGINT");
    return ended;
  };
  return new Promise((resolve, reject) => {
    let text = "";
    child.on("error", reject);
    child.on("close", (exit) => reject(new Error(`byteglass sample ended with ${exit}: ${text}`)));
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      if (text.endsWith("\n")) resolve({ ...JSON.parse(text), stop });
    });
  });
}
