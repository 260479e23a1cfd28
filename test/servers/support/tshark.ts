/** tshark as the witness of what travelled: a capture of one port of loopback, and its fields. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { findProgram } from "./programs.ts";

/** Why a suite that needs it is skipped. */
export const tsharkMissing =
  "no tshark that may capture: apt-get install tshark, and be root or in the group wireshark";

/** What tshark captures with: it is up sooner by itself. */
const capturer = findProgram("dumpcap", "/usr/bin/dumpcap") ?? "dumpcap";

/** tshark, where it is there and may capture on loopback. */
export async function findTshark(): Promise<string | undefined> {
  const program = findProgram("tshark", "/usr/bin/tshark");
  if (program === undefined) return undefined;
  const trial = promisify(execFile)(program, ["-i", "lo", "-a", "duration:1", "-c", "1"], {
    timeout: 20_000,
  });
  return await trial.then(
    () => program,
    () => undefined,
  );
}

/** A capture that has ended. */
export interface Capture {
  /** The values of fields in the packets that pass a display filter, a row a packet; several values stand behind commas. */
  fields(filter: string, names: readonly string[]): Promise<readonly (readonly string[])[]>;
  remove(): void;
}

/** What is captured, and how it is read: `options` are tshark's own, such as the paths of `.proto` files. */
export interface CaptureOf {
  readonly port: number;
  readonly protocol: "http" | "http2";
  readonly options: readonly string[];
}

/** Captures a port while `act` runs. */
export async function captureWhile(
  program: string,
  { port, protocol, options }: CaptureOf,
  act: () => Promise<unknown>,
): Promise<Capture> {
  const folder = mkdtempSync(join(tmpdir(), "byteglass-tshark-"));
  const file = join(folder, "capture.pcapng");
  const child = spawn(capturer, ["-i", "lo", "-f", `tcp port ${port}`, "-w", file]);
  const ended = once(child, "exit");
  await new Promise<void>((resolve) => {
    child.stderr.on("data", (text: Buffer) => {
      if (text.includes("File:")) resolve();
    });
    child.once("exit", () => resolve());
  });
  // The kernel hands packets over in blocks, a moment after they travelled.
  await wait(300);
  await act();
  await wait(700);
  child.kill("SIGINT");
  await ended;
  return {
    async fields(filter, names) {
      const decode = ["-d", `tcp.port==${port},${protocol}`];
      const words = ["-r", file, ...decode, ...options, "-Y", filter, "-T", "fields"];
      const asked = names.flatMap((name) => ["-e", name]);
      const { stdout } = await promisify(execFile)(program, [...words, ...asked], {
        maxBuffer: 64 * 1024 * 1024,
      });
      return stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split("\t"));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
