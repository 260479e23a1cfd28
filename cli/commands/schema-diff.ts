import type { Engine } from "../../core/contract/engine.ts";
import type { OpenSchemaRequest } from "../../core/contract/params.ts";
import type { OptionTable } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { CommandContext } from "../command.ts";
import { exitDifferent, exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { changeLines } from "../schema-diff/print-changes.ts";
import { readSide } from "../schema-diff/side.ts";
import type { Terminal } from "../terminal.ts";
import { readVariableScope } from "../variable-scope.ts";

const importOptions: OptionTable = {
  "import-path": {
    type: "string",
    short: "I",
    multiple: true,
    value: "FOLDER",
    text: "Folder that imports of .proto files are searched in, on both sides. May be repeated.",
  },
};

/** What `schema diff` and `schema drift` share: both compare. */
export const comparedOptions: OptionTable = { ...importOptions, ...serverOptions };

/** `byteglass schema diff A B`: what changed between two schemas. */
export async function compareSchemas({ given, terminal, engine }: CommandContext): Promise<number> {
  const older = requireWord("schema", given, 1, "A and B, the schemas to compare");
  const newer = requireWord("schema", given, 2, "B, the schema to compare with");
  refuseMore("schema", given, 3);
  const sides = [readSide(older, given), readSide(newer, given)] as const;
  const variables = readVariableScope(given);
  const running = await engine();
  const before = await openSide(running, terminal, { sources: sides[0], ...variables });
  const after = await openSide(running, terminal, { sources: sides[1], ...variables });
  const difference = await running.diffSchemas({ before, after });
  if (given.flag("json")) terminal.write(`${toJsonText(difference)}\n`);
  else terminal.write(`${changeLines(difference.changes, createPaint(terminal.colour)).join("\n")}\n`);
  return difference.changes.length === 0 ? exitOk : exitDifferent;
}

async function openSide(
  engine: Engine,
  terminal: Terminal,
  side: Pick<OpenSchemaRequest, "sources" | "scope">,
): Promise<string> {
  const { schemaId } = await openSchema(engine, terminal, side);
  return schemaId;
}
