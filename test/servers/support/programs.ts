/** Programs of other makers as servers of the tests: found, started on free loopback ports, ended. */
import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe } from "vitest";
import { unusedPort } from "../../channels/support/tcp-server.ts";

/** A program that runs. */
export interface RunningProgram {
  /** Ends it and waits for that. */
  stop(): Promise<void>;
}

/** Time until a program answers, in ms. */
const startTimeout = 20_000;

/** The first of these names or paths that can be run. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names
    .flatMap((name) => (name.includes("/") ? [name] : folders.map((folder) => join(folder, name))))
    .find(canRun);
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** A suite that needs something of this machine; without it, it is skipped and its name says why. */
export function describeWith<Needed>(
  name: string,
  needed: Needed | undefined,
  otherwise: string,
  suite: (needed: Needed) => void,
): void {
  if (needed === undefined) {
    console.warn(`${name} is skipped: ${otherwise}.`);
    describe.skip(`${name} (skipped: ${otherwise})`, () => suite(absent()));
  } else describe(name, () => suite(needed));
}

/** The body of a skipped suite is read for the names of its tests, and never run. */
function absent<Needed>(): Needed {
  return undefined as Needed;
}

/** Ports that nothing listens at, all different. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await unusedPort());
  return [...ports];
}

/** Starts a program and resolves when it takes connections at all of `places` (ports, or paths of unix sockets). */
export async function startProgram(
  program: string,
  words: readonly string[],
  places: readonly (number | string)[],
): Promise<RunningProgram> {
  const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (text: Buffer) => {
      said = (said + text.toString()).slice(-4000);
    });
  }
  const running = programOf(child);
  const until = Date.now() + startTimeout;
  for (const place of places) {
    while (!(await takesConnections(place))) {
      if (child.exitCode !== null || Date.now() > until) {
        await running.stop();
        throw new Error(`${program} does not listen at ${place}: ${said}`);
      }
      await wait(20);
    }
  }
  return running;
}

/** A child process as a program that can be stopped. */
export function programOf(child: ChildProcess): RunningProgram {
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  return {
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function takesConnections(place: number | string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = typeof place === "number" ? connect(place, "127.0.0.1") : connect(place);
    const finish = (answer: boolean) => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", finish(true));
    socket.once("error", finish(false));
  });
}
