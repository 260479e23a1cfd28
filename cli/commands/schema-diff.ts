import type { Engine } from "../../core/contract/engine.ts";
import type { SchemaSource } from "../../core/contract/params.ts";
import { commonOptions, type OptionTable } from "../arguments.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitDifferent, exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { changeLines } from "../schema-diff/print-changes.ts";
import { readSide } from "../schema-diff/side.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";

const importOptions: OptionTable = {
  "import-path": {
    type: "string",
    short: "I",
    multiple: true,
    value: "FOLDER",
    text: "Folder that imports of .proto files are searched in, on both sides. May be repeated.",
  },
};

/** `byteglass schema diff`: what changed between two schemas. */
export const schemaDiff: Command = {
  usage: ["schema diff A B [options]"],
  summary: "Compares two schemas: what changed, and what it means for bytes and for JSON.",
  options: { ...importOptions, ...serverOptions, ...commonOptions },
  notes: [
    [
      "A is the older schema, B the newer. Each is a TARGET (asked by reflection), a .proto file or a folder of them, or",
      "a descriptor set. Options for servers go for both sides.",
    ].join("\n"),
    [
      "What each change does to messages that were written with A and are read with B:",
      "  compatible  Every message reads the same.",
      "  lossy       Some messages lose or change a value, or are refused.",
      "  breaking    What uses it is refused, or read as something else.",
    ].join("\n"),
    [
      "Comments, files and the order of declarations make no difference. The bundled google/* files are compared only when",
      "there are no others, and the reflection service never.",
    ].join("\n"),
    "Exit status: 0 when nothing differs, 1 when something does, 2 when the command was wrong.",
    "With --json: {changes: [{symbol, subject, kind, before, after, wire, json, why}], beforeHash, afterHash}.",
  ],
  examples: [
    "byteglass schema diff api-v1.binpb localhost:50051",
    "byteglass schema diff main/api.proto branch/api.proto -I protos",
  ],
  run: compareSchemas,
};

async function compareSchemas({ given, terminal, engine }: CommandContext): Promise<number> {
  const [verb] = given.positionals;
  if (verb !== "diff") {
    const said =
      verb === undefined ? "schema needs a word for what to do." : `schema does not know "${verb}".`;
    throw usageError(said, "There is one: `byteglass schema diff A B`.");
  }
  const older = requireWord("schema", given, 1, "A and B, the schemas to compare");
  const newer = requireWord("schema", given, 2, "B, the schema to compare with");
  refuseMore("schema", given, 3);
  const sides = [readSide(older, given), readSide(newer, given)] as const;
  const running = await engine();
  const before = await openSide(running, terminal, sides[0]);
  const after = await openSide(running, terminal, sides[1]);
  const difference = await running.diffSchemas({ before, after });
  if (given.flag("json")) terminal.write(`${toJsonText(difference)}\n`);
  else terminal.write(`${changeLines(difference.changes, createPaint(terminal.colour)).join("\n")}\n`);
  return difference.changes.length === 0 ? exitOk : exitDifferent;
}

async function openSide(engine: Engine, terminal: Terminal, sources: SchemaSource[]): Promise<string> {
  const { schemaId } = await openSchema(engine, terminal, { sources });
  return schemaId;
}
