/** Opening a schema from a command: Ctrl C cancels it, and what it lacks is told on standard error. */
import type { Engine } from "../core/contract/engine.ts";
import type { OpenSchemaRequest } from "../core/contract/params.ts";
import type { SchemaSummary } from "../core/contract/views.ts";
import { createPaint } from "./colour.ts";
import { describeWarning } from "./failure.ts";
import type { Terminal } from "./terminal.ts";

/** Opens a schema; its errors and warnings are told as warnings, for the command goes on with what there is. */
export async function openSchema(
  engine: Engine,
  terminal: Terminal,
  request: Omit<OpenSchemaRequest, "operationId">,
): Promise<SchemaSummary> {
  const summary = await openQuietly(engine, terminal, request);
  warnOf(summary, terminal);
  return summary;
}

/** Opens a schema and leaves it to the caller to tell what it lacks. */
export function openQuietly(
  engine: Engine,
  terminal: Terminal,
  request: Omit<OpenSchemaRequest, "operationId">,
): Promise<SchemaSummary> {
  return cancellable(engine, terminal, "schema", (operationId) =>
    engine.openSchema({ ...request, operationId }),
  );
}

/** Tells the errors and warnings of a schema. */
export function warnOf(summary: SchemaSummary, terminal: Terminal): void {
  const paint = createPaint(terminal.warnColour);
  for (const finding of summary.findings) {
    if (finding.severity !== "error" && finding.severity !== "warning") continue;
    for (const line of describeWarning(finding, "warning", paint)) terminal.warn(line);
  }
}

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
