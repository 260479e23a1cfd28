/** Asking about one symbol: only what it needs is loaded, and everything where that does not find it. */
import type { Engine } from "../core/contract/engine.ts";
import type { OpenSchemaRequest } from "../core/contract/params.ts";
import type { SchemaSummary } from "../core/contract/views.ts";
import { ByteglassError } from "../core/error.ts";
import { openQuietly, openSchema, warnOf } from "./open-schema.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Opens what `symbol` needs and asks. A symbol that is not found, such as a file or a field that a server does not
 * know by its name, is asked for again in the whole schema, which also knows the names that are near.
 */
export async function askAboutSymbol<Answer>(
  engine: Engine,
  terminal: Terminal,
  request: Pick<OpenSchemaRequest, "sources" | "scope">,
  symbol: string,
  ask: (schema: SchemaSummary) => Promise<Answer>,
): Promise<Answer> {
  const symbols = [symbol.replace(/^\./, "").replace(/\/.*$/, "")];
  try {
    const part = await openQuietly(engine, terminal, { ...request, symbols });
    const answer = await ask(part);
    warnOf(part, terminal);
    return answer;
  } catch (thrown) {
    if (!(thrown instanceof ByteglassError) || thrown.code !== "not-found") throw thrown;
    return await ask(await openSchema(engine, terminal, request));
  }
}
