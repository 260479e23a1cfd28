/** The engine's own process: one engine, served to every port the main process hands in. */
import { setTimeout } from "node:timers/promises";
import type { MessagePortMain } from "electron";
import { type EnginePort, type ServedEngine, serveEngine } from "../core/contract/port.ts";
import { createEngine } from "../core/engine.ts";
import type { EngineCommand } from "./engine-process.ts";

/** How long to wait for pages that close, in ms. */
const LAST_WORDS_LIMIT = 5000;

/** A window needs one connection; a page that asks for ever more loses its oldest. */
const MOST_CONNECTIONS = 8;

const connections = new Set<ServedEngine>();
let onLastClosed: () => void = () => undefined;

const engine = createEngine({
  stateDirectory: readParameter("state-directory"),
  readsAhead: true,
  startSample: async () => (await import("../proto-samples/server/index.ts")).startSampleServer(),
  onEvent: (event) => {
    for (const connection of connections) connection.notify(event);
  },
});

process.parentPort.on("message", ({ data, ports }) => {
  const command = data as EngineCommand;
  const port = ports[0];
  if (command.kind === "stop") void stop();
  else if (port !== undefined) connect(port);
});

function connect(port: MessagePortMain): void {
  const [oldest] = connections;
  if (oldest !== undefined && connections.size >= MOST_CONNECTIONS) oldest.close();
  const connection = serveEngine(engine, fromMessagePortMain(port), () => {
    connections.delete(connection);
    if (connections.size === 0) onLastClosed();
  });
  connections.add(connection);
}

/** A page sends its last words while it closes: they are heard before the engine ends. */
async function stop(): Promise<void> {
  const allClosed = new Promise<void>((resolve) => {
    onLastClosed = resolve;
  });
  if (connections.size > 0) await Promise.race([allClosed, setTimeout(LAST_WORDS_LIMIT)]);
  await engine.close();
  process.exit(0);
}

/** Electron's own kind of port, which is an event emitter. */
function fromMessagePortMain(port: MessagePortMain): EnginePort {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.on("message", (event) => onMessage(event.data));
      port.on("close", onClose);
      port.start();
    },
    close: () => port.close(),
  };
}

function readParameter(name: string): string {
  const start = `--${name}=`;
  const word = process.argv.find((candidate) => candidate.startsWith(start));
  if (word === undefined) throw new Error(`The engine was started without ${start}…`);
  return word.slice(start.length);
}
