/** The terminal program against servers of other makers. */
import { afterAll, beforeAll, expect } from "vitest";
import { ensureBuilt } from "../../cli/build-cli.ts";
import type { Outcome } from "../../cli/run-byteglass.ts";
import { type CerbosOptions, type RunningCerbos, startCerbos } from "./cerbos.ts";

/** A method of Cerbos without a request, and what it answers. */
export const serverInfo = "cerbos.svc.v1.CerbosService/ServerInfo";
export const serverInfoAnswer = {
  version: expect.any(String),
  commit: expect.any(String),
  buildDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
};

/** The words of a call to Cerbos over either channel. */
export function callWords(
  { grpc, http }: RunningCerbos,
  channel: string,
  method: string,
  ...more: string[]
): string[] {
  return channel === "grpc"
    ? ["call", grpc, method, ...more]
    : ["call", http, method, "--channel", "http-json", "--reflect", grpc, ...more];
}

/** Starts Cerbos before the tests of a suite, and ends it after them. */
export function started(program: string, options: CerbosOptions = {}): () => RunningCerbos {
  let running: RunningCerbos | undefined;
  beforeAll(async () => {
    await ensureBuilt();
    running = await startCerbos(program, options);
  });
  afterAll(() => running?.stop());
  return () => {
    if (running === undefined) throw new Error("Cerbos does not run.");
    return running;
  };
}

/** Exit status, standard output, and standard error line by line. */
export const lines = ({ exit, stdout, stderr }: Outcome): readonly unknown[] => [
  exit,
  stdout,
  ...stderr.split("\n").slice(0, -1),
];
