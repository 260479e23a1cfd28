import type { Engine } from "../../core/contract/engine.ts";
import type { CommandContext } from "../command.ts";
import { openSchema } from "../open-schema.ts";
import { readSources } from "../options.ts";
import { requireWord } from "../positionals.ts";
import { requireSources } from "../require-sources.ts";
import { readVariableScope } from "../variable-scope.ts";

/** A message type of an open schema. */
export interface OpenType {
  readonly schemaId: string;
  readonly typeName: string;
}

/**
 * Opens the schema that the options name, and finds the TYPE that a command was given: a message, or a method for the
 * message that goes in or comes out.
 */
export async function openType(
  command: string,
  side: "inputType" | "outputType",
  engine: Engine,
  { given, terminal }: CommandContext,
): Promise<OpenType> {
  const name = requireWord(command, given, 0, "the TYPE of a message");
  const sources = requireSources(command, readSources(given, undefined));
  const { schemaId, services } = await openSchema(engine, terminal, { sources, ...readVariableScope(given) });
  const method = services.flatMap(({ methods }) => methods).find(({ fullName }) => fullName === name);
  return { schemaId, typeName: method?.[side] ?? name };
}
