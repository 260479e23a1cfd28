/** The engine of a terminal: in process, without state, and with the sample server of this package. */
import type { EngineListener } from "../core/contract/engine.ts";
import { createEngine, type RunningEngine } from "../core/engine.ts";

/** Starts an engine; nothing is loaded before it is asked for something. */
export function startEngine(onEvent: EngineListener = () => undefined): RunningEngine {
  return createEngine({
    onEvent,
    startSample: async () => (await import("../proto-samples/server/index.ts")).startSampleServer(),
  });
}
