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

export interface EngineState {
  readonly phase: "starting" | "ready" | "restarting";
  /** How often it ended by itself since the window opened. */
  readonly losses: number;
}

/** What the line tells the rest of the window. */
export interface LinkListeners {
  readonly onEvents: (events: readonly EngineEvent[]) => void;
  /** An engine that knows nothing of before is ready; `first` is true for the first one. */
  readonly onReady: (first: boolean) => void;
  readonly onLost: () => void;
}

/** Where the engine is. */
export const engineState = createStore<EngineState>({ phase: "starting", losses: 0 });

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

/** Starts the line. To be called once. */
export function startEngineLink(listeners: LinkListeners): void {
  let connected = false;
  window.addEventListener("message", (event: MessageEvent<unknown>) => {
    const port = event.ports[0];
    if (event.source !== window || port === undefined || !isPortMessage(event.data)) return;
    const first = !connected;
    connected = true;
    const link = connectEngine(fromMessagePort(port), { onEvents: listeners.onEvents, onClose: lost });
    arrive(link.engine);
    engineState.update((state) => ({ ...state, phase: "ready" }));
    listeners.onReady(first);
  });

  function lost(): void {
    current = nextEngine();
    engineState.update((state) => ({ phase: "restarting", losses: state.losses + 1 }));
    listeners.onLost();
    desktop().requestEngine();
  }

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
