/** Opening a schema from a command: Ctrl C cancels it, and what it lacks is told on standard error. */
import type { Engine } from "../core/contract/engine.ts";
import type { OpenSchemaRequest } from "../core/contract/params.ts";
import { tokenWayOf } from "../core/contract/token-way.ts";
import type { SchemaSummary } from "../core/contract/views.ts";
import { cancellable } from "./cancellable.ts";
import { askConsent } from "./consent.ts";
import { tellFindings } from "./failure.ts";
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

/** Opens a schema and leaves it to the caller to tell what it lacks. Consent that reflection needs is asked for first. */
export async function openQuietly(
  engine: Engine,
  terminal: Terminal,
  request: Omit<OpenSchemaRequest, "operationId">,
): Promise<SchemaSummary> {
  const { sources, scope } = request;
  for (const source of sources) {
    if (source.kind !== "reflection") continue;
    const { authorization, server } = source;
    await askConsent(engine, terminal, { authorization, way: tokenWayOf(server), scope });
  }
  return await cancellable(engine, terminal, "schema", (operationId) =>
    engine.openSchema({ ...request, operationId }),
  );
}

/** Tells the errors and warnings of a schema. */
export function warnOf(summary: SchemaSummary, terminal: Terminal): void {
  const grave = summary.findings.filter(({ severity }) => severity === "error" || severity === "warning");
  tellFindings(grave, terminal);
}
