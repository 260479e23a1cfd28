/** Operations of the engine that Ctrl C cancels. */
import type { Engine } from "../core/contract/engine.ts";
import type { Terminal } from "./terminal.ts";

/** Runs an operation of the engine that Ctrl C cancels. */
export async function cancellable<Value>(
  engine: Engine,
  terminal: Terminal,
  operationId: string,
  run: (operationId: string) => Promise<Value>,
): Promise<Value> {
  terminal.signal.throwIfAborted();
  const cancel = () => void engine.cancel({ operationId });
  terminal.signal.addEventListener("abort", cancel, { once: true });
  try {
    return await run(operationId);
  } finally {
    terminal.signal.removeEventListener("abort", cancel);
  }
}
