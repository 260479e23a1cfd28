/** The engine of a terminal: in process, without state unless a command needs it, and with the sample server of this package. */
import type { EngineListener } from "../core/contract/engine.ts";
import { createEngine, type RunningEngine } from "../core/engine.ts";

/** Starts an engine; nothing is loaded before it is asked for something. */
export function startEngine(
  onEvent: EngineListener = () => undefined,
  stateDirectory?: string,
): RunningEngine {
  return createEngine({
    onEvent,
    ...(stateDirectory !== undefined && { stateDirectory }),
    startSample: async () => (await import("../proto-samples/server/index.ts")).startSampleServer(),
  });
}
