/** `--type` with its schema: what bytes are read as. */
import type { Engine } from "../../core/contract/engine.ts";
import type { CommandContext } from "../command.ts";
import { openSchema } from "../open-schema.ts";
import { readSources } from "../options.ts";
import { requireSources } from "../require-sources.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

/** Opens the schema that `--type` needs; nothing without one. Throws `usage` for a schema without a type. */
export async function openType(
  engine: Engine,
  { given, terminal }: CommandContext,
  command: string,
): Promise<{ readonly schemaId?: string; readonly typeName?: string }> {
  const typeName = given.text("type");
  const sources = readSources(given, undefined);
  if (typeName === undefined) {
    if (sources.length === 0) return {};
    throw usageError("A schema was given without the type to read the bytes as.", "Add --type pkg.Message.");
  }
  const { schemaId } = await openSchema(engine, terminal, {
    sources: requireSources(command, sources),
    ...readVariableScope(given),
  });
  return { schemaId, typeName };
}
