/** The health of one server or service as it changes: asked again when the watch breaks off. */
import type { HealthChange, HealthState } from "../../core/contract/health.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { AskedServer } from "./asked-server.ts";

/** What is known: what the server tells, or why it does not. */
export interface Health {
  /** `UNREACHABLE`: it does not answer now, and is asked again; `NONE`: it has no health service. */
  readonly state: HealthState | "UNREACHABLE" | "NONE";
  /** Why it tells nothing; empty otherwise. */
  readonly words: string;
}

/** Time until a server that did not answer is asked again, in ms: doubled each time, up to the last. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** Time until a server that told its state and ended the watch is asked again, in ms. */
const CALM_WAIT = 5000;

const listeners = new Map<string, (state: HealthState) => void>();

/** Watches until the function that it answers with is called. `service` is empty for the server as a whole. */
export function watchHealth(
  asked: AskedServer,
  service: string,
  onHealth: (health: Health) => void,
): () => void {
  let stopped = false;
  let wait = FIRST_WAIT;
  let timer = 0;
  let operationId = "";

  async function turn(): Promise<void> {
    operationId = crypto.randomUUID();
    listeners.set(operationId, (state) => {
      wait = FIRST_WAIT;
      onHealth({ state, words: "" });
    });
    try {
      await (await engine()).watchHealth({ operationId, service, ...asked });
      // It does not stream, or ended the stream: what it told holds for a while.
      wait = CALM_WAIT;
    } catch (thrown) {
      if (stopped) return;
      const { code, message, hint } = toErrorRecord(thrown);
      const state = code === "unsupported" ? "NONE" : "UNREACHABLE";
      onHealth({ state, words: `${message} ${hint}`.trim() });
      if (state === "NONE") return;
    } finally {
      listeners.delete(operationId);
    }
    if (stopped) return;
    timer = window.setTimeout(() => void turn(), wait);
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }

  void turn();
  return () => {
    stopped = true;
    window.clearTimeout(timer);
    void engine()
      .then((one) => one.cancel({ operationId }))
      .catch(() => undefined);
  };
}

/** Files what the engine tells about health, and answers with the rest. */
export function takeHealthNews<Event extends { readonly kind: string }>(
  events: readonly (Event | HealthChange)[],
): readonly Event[] {
  const rest: Event[] = [];
  for (const event of events) {
    if (isHealth(event)) listeners.get(event.operationId)?.(event.state);
    else rest.push(event);
  }
  return rest;
}

function isHealth(event: { readonly kind: string }): event is HealthChange {
  return event.kind === "health";
}
