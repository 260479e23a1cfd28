/** Keeps the engine's process alive and gives windows their ports to it. The main process never runs the engine. */
import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from "electron";
import type { EngineTrouble } from "../core/contract/bridge.ts";
import { createBackOff } from "./back-off.ts";
import { ENGINE_PORT_CHANNEL } from "./ipc-channels.ts";
import { keepLastWords } from "./last-words.ts";

/** What the engine's process is told by the main process. A `connect` carries one port. */
export type EngineCommand = { readonly kind: "connect" } | { readonly kind: "stop" };

/** How long the engine may take to put what was typed on disk, in ms. */
const STOP_LIMIT = 10_000;

/** Deaths in a row from which on the user is told. */
const TOLD_FROM = 3;

/** Only what the engine needs of the environment: no flags that load code into it. */
const KEPT_OUT = /^(NODE_OPTIONS|ELECTRON_.*|LD_PRELOAD|DYLD_.*)$/;

/** The running engine, as windows see it. */
export interface EngineSupervisor {
  /** Starts the engine, once; from then on it is kept alive. */
  start(): void;
  /** Hands the window a port to the engine: now, or as soon as it runs again. */
  connect(contents: WebContents): void;
  /** Lets the engine finish what it keeps on disk, then ends it. */
  stop(): Promise<void>;
}

/**
 * Keeps an engine from `file` with `parameters`: started again whenever it dies, with growing pauses. `onTrouble` hears
 * of an engine that dies again and again.
 */
export function superviseEngine(
  file: string,
  parameters: readonly string[],
  onTrouble: (trouble: EngineTrouble) => void,
): EngineSupervisor {
  const backOff = createBackOff();
  const waiting = new Set<WebContents>();
  let engine: UtilityProcess | undefined;
  let stopping = false;

  function start(): void {
    if (stopping) return;
    const startedAt = performance.now();
    const child = utilityProcess.fork(file, [...parameters], {
      serviceName: "Byteglass engine",
      stdio: ["ignore", "inherit", "pipe"],
      env: scrub(process.env),
    });
    engine = child;
    const lastWords = child.stderr === null ? () => "" : keepLastWords(child.stderr, process.stderr);
    child.once("exit", (exitCode) => {
      if (engine === child) engine = undefined;
      if (stopping) return;
      setTimeout(start, backOff.next(performance.now() - startedAt));
      const { deaths } = backOff;
      if (deaths >= TOLD_FROM) onTrouble({ deaths, exitCode, words: lastWords() });
    });
    for (const contents of waiting) connect(contents);
    waiting.clear();
  }

  function connect(contents: WebContents): void {
    if (contents.isDestroyed()) return;
    if (engine === undefined) {
      if (!waiting.has(contents)) contents.once("destroyed", () => waiting.delete(contents));
      waiting.add(contents);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    engine.postMessage({ kind: "connect" } satisfies EngineCommand, [port1]);
    contents.postMessage(ENGINE_PORT_CHANNEL, null, [port2]);
  }

  async function stop(): Promise<void> {
    stopping = true;
    const child = engine;
    if (child === undefined) return;
    await new Promise<void>((resolve) => {
      // A process that is only just starting may neither hear nor tell of its end.
      const limit = setTimeout(() => {
        child.kill();
        resolve();
      }, STOP_LIMIT);
      child.once("exit", () => {
        clearTimeout(limit);
        resolve();
      });
      child.postMessage({ kind: "stop" } satisfies EngineCommand);
    });
  }

  return {
    start() {
      if (engine === undefined) start();
    },
    connect,
    stop,
  };
}

function scrub(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !KEPT_OUT.test(name)));
}
