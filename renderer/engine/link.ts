/** The window's line to the engine: asks for a port, and for another one whenever the engine's process ends. */
import type { Engine } from "../../core/contract/engine.ts";
import {
  connectEngine,
  ENGINE_PORT_MESSAGE,
  type EnginePortMessage,
  fromMessagePort,
} from "../../core/contract/port.ts";
import type { EngineEvent } from "../../core/contract/views.ts";
import { createStore } from "../state/store.ts";
import { desktop } from "./desktop.ts";
import { troubleWords } from "./trouble-words.ts";

/** How the engine's process is doing. */
export interface EngineState {
  readonly phase: "starting" | "ready" | "restarting";
  /** How often it ended by itself since the window opened. */
  readonly losses: number;
  /** Why it does not stay up; empty while nothing is known of that. */
  readonly trouble: string;
}

/** What the line tells the rest of the window. */
export interface LinkListeners {
  readonly onEvents: (events: readonly EngineEvent[]) => void;
  /** The engine's process ended, and everything it held with it; the next one is on its way. */
  readonly onLost: () => void;
}

/** Where the engine is. */
export const engineState = createStore<EngineState>({ phase: "starting", losses: 0, trouble: "" });

let arrive: (engine: Engine) => void = () => undefined;
let current = nextEngine();

function nextEngine(): Promise<Engine> {
  return new Promise((resolve) => {
    arrive = resolve;
  });
}

/** The engine that runs now, or the next one as soon as it does. */
export function engine(): Promise<Engine> {
  return current;
}

/** Pause before another port is asked for, in ms: the main process may not know yet that the engine is gone. */
const RETRY_PAUSE = 50;

/** Starts the line. To be called once. */
export function startEngineLink(listeners: LinkListeners): void {
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source === window && port !== undefined && isPortMessage(event.data)) void connect(port);
  });

  /** A port counts once the engine at its other end has answered: that of a dying engine never does. */
  async function connect(port: MessagePort): Promise<void> {
    let answered = false;
    const link = connectEngine(fromMessagePort(port), {
      onEvents: listeners.onEvents,
      onClose: () => {
        if (answered) lost();
        window.setTimeout(() => desktop().requestEngine(), RETRY_PAUSE);
      },
    });
    answered = await link.engine.loadState({ name: "drafts" }).then(
      () => true,
      () => false,
    );
    if (!answered) return;
    arrive(link.engine);
    engineState.update((state) => ({ ...state, phase: "ready", trouble: "" }));
  }

  function lost(): void {
    current = nextEngine();
    engineState.update((state) => ({ ...state, phase: "restarting", losses: state.losses + 1 }));
    listeners.onLost();
  }

  desktop().onEngineTrouble((trouble) =>
    engineState.update((state) => ({ ...state, trouble: troubleWords(trouble) })),
  );
  desktop().requestEngine();
}

function isPortMessage(message: unknown): message is EnginePortMessage {
  return (
    typeof message === "object" &&
    message !== null &&
    "type" in message &&
    message.type === ENGINE_PORT_MESSAGE
  );
}
